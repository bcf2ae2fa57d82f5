using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Scoring;

/// <summary>A model to be measured, as it would be served, and the other forms of it that it is compared with.</summary>
internal sealed class ScoredModel : IDisposable
{
    private readonly LifterModel? _exact;

    /// <param name="path">The file.</param>
    /// <param name="precision">As <c>run</c> has it.</param>
    /// <param name="checkpointPath">What it was exported from; null: not given.</param>
    /// <exception cref="ModelException">It doesn't serve.</exception>
    /// <exception cref="ConfigurationException">The checkpoint is another model's.</exception>
    public ScoredModel(string path, Precision precision, string? checkpointPath)
    {
        Served = LifterModel.Load(path, new LifterOptions { Precision = precision });
        try
        {
            // where the int8 or fp16 beside the file is served, the file itself is fp32
            _exact =
                Served.Card.Quantisation is { } quantisation && quantisation.OfSha256 == LifterModel.Hash(path)
                    ? LifterModel.Open(path, new LifterOptions())
                    : null;
            var checkpoint = checkpointPath is null ? null : Checkpoint.Read(checkpointPath);
            if (checkpoint is not null && checkpoint.Normalization.Features != Served.Features)
                throw new ConfigurationException(
                    $"--checkpoint {checkpointPath}: its features are {checkpoint.Normalization.Features.Name}, the model's {Served.Features.Name}"
                );
            Parity = _exact is null && checkpoint is null ? null : new ModelParity(_exact ?? Served, _exact is null ? null : Served, checkpoint);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is measured.</summary>
    public LifterModel Served { get; }

    /// <summary>How far its forms are apart; null: there is but one.</summary>
    public ModelParity? Parity { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _exact?.Dispose();
        Served.Dispose();
    }
}
