using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Scoring;

/// <summary>A model as it would be served, and its other forms for comparison.</summary>
internal sealed class ScoredModel : IDisposable
{
    private readonly LifterModel? _exact;

    /// <param name="path">The model file.</param>
    /// <param name="precision">The precision, as in <c>run</c>.</param>
    /// <param name="checkpointPath">The checkpoint of the model. Null: not given.</param>
    /// <exception cref="ModelException">The model can't be used.</exception>
    /// <exception cref="ConfigurationException">The checkpoint belongs to another model.</exception>
    public ScoredModel(string path, Precision precision, string? checkpointPath)
    {
        Served = LifterModel.Load(path, new LifterOptions { Precision = precision });
        try
        {
            // If the int8 or fp16 file beside the given file is served, the given file is the fp32 model.
            _exact =
                Served.Card.Quantisation is { } quantisation && quantisation.OfSha256 == LifterModel.Hash(path)
                    ? LifterModel.Open(path, new LifterOptions())
                    : null;
            var checkpoint = checkpointPath is null ? null : Checkpoint.Read(checkpointPath);
            if (checkpoint is not null && checkpoint.Normalization.Features != Served.Features)
                throw new ConfigurationException(
                    $"--checkpoint {checkpointPath}: the checkpoint has the features {checkpoint.Normalization.Features.Name}, the model {Served.Features.Name}"
                );
            Parity = _exact is null && checkpoint is null ? null : new ModelParity(_exact ?? Served, _exact is null ? null : Served, checkpoint);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The model that is measured.</summary>
    public LifterModel Served { get; }

    /// <summary>The comparison of its forms. Null: there is only one form.</summary>
    public ModelParity? Parity { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _exact?.Dispose();
        Served.Dispose();
    }
}
