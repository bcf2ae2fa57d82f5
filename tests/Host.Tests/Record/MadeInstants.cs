using StreamLift.Datasets.Synthetic;
using StreamLift.Files;
using StreamLift.Host.Record;
using StreamLift.Host.Record.Reading;

namespace StreamLift.Host.Tests.Record;

/// <summary>Instants of made people, and options to record them with.</summary>
internal static class MadeInstants
{
    public const double StartMs = 1_767_225_600_000;

    /// <summary>An instant of a rig at 30 Hz.</summary>
    public static MotionInstant Of(string rig, long frame, params IEnumerable<long> people) =>
        At(rig, MotionSpace.World, StartMs + (frame * 1000 / 30.0), people);

    /// <summary>An instant at a time.</summary>
    public static MotionInstant At(string source, MotionSpace space, double ms, params IEnumerable<long> people)
    {
        var instant = new MotionInstant();
        instant.Begin(source, space, 0, ms);
        foreach (var id in people)
            new SyntheticPerformer((int)id).World((ms - StartMs) / 1000, instant.Add(id).Joints);
        return instant;
    }

    /// <summary>The options that a test changes.</summary>
    public static RecordOptions Options { get; } =
        new()
        {
            Broker = new() { Bootstrap = "localhost:9092", Topic = "people" },
            Out = "walk.trc",
            From = TopicPosition.Earliest,
        };
}
