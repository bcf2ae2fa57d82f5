using Microsoft.Extensions.Time.Testing;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;

namespace StreamLift.Lifter.Tests.Stage;

/// <summary>What a record decoder works with in a test: a clock at the epoch, meters without listeners and a batch.</summary>
internal sealed class DecoderParts : IDisposable
{
    public DecoderParts() => Telemetry = new LifterTelemetry(Meters);

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch);

    public Meters Meters { get; } = new();

    public LifterTelemetry Telemetry { get; }

    public LiftBatch Batch { get; } = new(8, 34);

    /// <summary>Creates a context with a model.</summary>
    /// <param name="models">The model; null: one with the features <c>image</c>.</param>
    /// <param name="limit">How old a frame may be; zero: any age.</param>
    public LiftStageContext Context(ServedModel? models = null, TimeSpan limit = default) =>
        Stages.Context(models ?? new ServedModel(Stages.Model(Cards.Of("image"))), Telemetry, new Deadline(limit, Clock), Clock);

    public void Dispose()
    {
        Telemetry.Dispose();
        Meters.Dispose();
    }
}
