namespace StreamLift.Lifter.Models;

/// <summary>
/// The models of a process: one that lifts all streams, or one that lifts those with a camera and one that lifts the others. All lanes share them.
/// </summary>
/// <param name="general">The model of all streams, or of those without a camera.</param>
/// <param name="calibrated">The model of the streams with a camera. Null: the other lifts all streams.</param>
public sealed class ServedModels(ServedModel general, ServedModel? calibrated = null) : IDisposable
{
    /// <summary>The model of all streams, or of those without a camera where <see cref="Calibrated"/> is set.</summary>
    public ServedModel General => general;

    /// <summary>The model of the streams with a camera. Null: <see cref="General"/> lifts all streams.</summary>
    public ServedModel? Calibrated => calibrated;

    /// <summary>Each model and the streams that it lifts.</summary>
    public IReadOnlyList<(ServedModel Model, LiftedStreams Streams)> All { get; } =
        calibrated is null ? [(general, LiftedStreams.All)] : [(calibrated, LiftedStreams.WithCamera), (general, LiftedStreams.WithoutCamera)];

    /// <summary>The ids of the models that are current, separated by commas.</summary>
    public string Ids => string.Join(", ", All.Select(served => served.Model.Current.Id));

    /// <summary>Loads and warms the models that the options name, one after the other.</summary>
    /// <exception cref="ModelException">A model is unusable, or does not fit its streams or the other model.</exception>
    public static ServedModels Load(LifterOptions options)
    {
        var general = WarmModel.Load(options.Model, options);
        LifterModel? calibrated = null;
        try
        {
            if (options.CalibratedModel.Length == 0)
                return new ServedModels(new ServedModel(general));
            calibrated = WarmModel.Load(options.CalibratedModel, options);
            if (Mismatch(general, calibrated) is { } mismatch)
                throw new ModelException(mismatch);
            return new ServedModels(new ServedModel(general), new ServedModel(calibrated));
        }
        catch
        {
            general.Dispose();
            calibrated?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        general.Current.Dispose();
        calibrated?.Current.Dispose();
    }

    private static string? Mismatch(LifterModel general, LifterModel calibrated)
    {
        if (general.Features.NeedsCamera)
            return $"model {general.Id}: it is to lift the streams without a camera, and its features '{general.Features.Name}' need one";
        if (!calibrated.Features.NeedsCamera)
            return $"model {calibrated.Id}: it is to lift the streams with a camera, and its features '{calibrated.Features.Name}' need none";
        // The device determines the number of lane threads, and whether they run batches inline.
        return general.IsOnCpu == calibrated.IsOnCpu
            ? null
            : $"model {general.Id} is on {general.Device}, and {calibrated.Id} on {calibrated.Device}: both need the same device; set --device cpu";
    }
}

/// <summary>Which streams a model lifts.</summary>
public enum LiftedStreams
{
    /// <summary>All streams.</summary>
    All,

    /// <summary>The streams whose camera is known.</summary>
    WithCamera,

    /// <summary>The other streams.</summary>
    WithoutCamera,
}
