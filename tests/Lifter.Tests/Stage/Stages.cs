using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Tests.Stage;

/// <summary>Creates lift stages and models for tests.</summary>
internal static class Stages
{
    public static LiftStageContext Context(ServedModel models, LifterTelemetry telemetry, Deadline deadline, TimeProvider clock) =>
        new()
        {
            Models = models,
            Layouts = SkeletonCatalogue.BuiltIn,
            Cameras = null,
            Image = "",
            Limits = new(),
            BatchCapacity = 256,
            Sigma = false,
            Deadline = deadline,
            Telemetry = telemetry,
            Clock = clock,
        };

    /// <summary>Creates a model from a card. Its runner only counts runs.</summary>
    public static LifterModel Model(ModelCard card, IBatchRunner? runner = null) => new(runner ?? new CountingRunner(), card, "m@1", "no device");

    internal sealed class CountingRunner : IBatchRunner
    {
        public int Parallel => 1;

        public int Runs { get; private set; }

        public void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default) => Runs++;

        public void Dispose() { }
    }
}
