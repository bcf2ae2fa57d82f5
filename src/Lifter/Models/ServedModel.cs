using StreamLift.Lifter.Devices;

namespace StreamLift.Lifter.Models;

/// <summary>
/// The current model, shared by all lanes, and the earlier models that open batches still use. A batch keeps the model it began with,
/// so a model changes only between two batches. An earlier model is disposed of after its last batch. The class is thread-safe.
/// </summary>
public sealed class ServedModel
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LifterModel, int> _batches = [];
    private readonly Action<LifterModel> _dispose;
    private volatile LifterModel _current;

    /// <summary>Starts with a first model.</summary>
    /// <param name="first">The first model to serve.</param>
    public ServedModel(LifterModel first)
        : this(first, model => model.Dispose()) { }

    internal ServedModel(LifterModel first, Action<LifterModel> dispose) => (_current, _dispose) = (first, dispose);

    /// <summary>The model that new batches use.</summary>
    public LifterModel Current => _current;

    /// <summary>Returns the current model for a new batch. The model stays usable until <see cref="Release"/>.</summary>
    public LifterModel Acquire()
    {
        lock (_lock)
        {
            var model = _current;
            _batches[model] = _batches.GetValueOrDefault(model) + 1;
            return model;
        }
    }

    /// <summary>Reports that a batch no longer needs its model.</summary>
    public void Release(LifterModel model)
    {
        lock (_lock)
        {
            if (--_batches[model] > 0 || ReferenceEquals(model, _current))
                return;
            _batches.Remove(model);
        }

        _dispose(model);
    }

    /// <summary>Makes another model the current one. Batches that begin later use it.</summary>
    /// <exception cref="ModelException">The lanes' buffers or settings do not match the new model, so the change needs a restart.</exception>
    public void Replace(LifterModel next)
    {
        LifterModel previous;
        lock (_lock)
        {
            previous = _current;
            if (Mismatches(previous, next).ToList() is { Count: > 0 } mismatches)
                throw new ModelException($"{next.Id} cannot replace {previous.Id} without a restart: {string.Join("; ", mismatches)}");
            _current = next;
            if (_batches.GetValueOrDefault(previous) > 0)
                return;
            _batches.Remove(previous);
        }

        _dispose(previous);
    }

    private static string NameOfFeatures(LifterModel model) => $"{model.Card.Features.Name} {model.Card.Features.Version}";

    // A batch's buffers have a fixed row width. A frame's camera view is resolved during decoding, before the frame's batch and its model are known.
    private static IEnumerable<string> Mismatches(LifterModel current, LifterModel next)
    {
        if (next.IsOnCpu != current.IsOnCpu)
            yield return $"it would run on another device: {next.Device}"; // The device of the first model determines the number of lane threads.
        if (next.InputWidth != current.InputWidth)
            yield return $"its rows have {next.InputWidth} values, not {current.InputWidth}";
        if (next.Card.Features != current.Card.Features)
            yield return $"its features are {NameOfFeatures(next)}, not {NameOfFeatures(current)}";
        if (!next.Card.ImageSize.SequenceEqual(current.Card.ImageSize))
            yield return $"it was trained at {string.Join('x', next.Card.ImageSize)} px, not {string.Join('x', current.Card.ImageSize)}";
    }
}
