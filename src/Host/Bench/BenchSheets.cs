using System.Globalization;
using StreamLift.Host.Demo;

namespace StreamLift.Host.Bench;

/// <summary>A report as tables.</summary>
internal static class BenchSheets
{
    private static readonly string[] StageHeadings = ["stage", "processor time, ns a pose", "least to most", "poses/s", "share of a pose", "bytes allocated a record"];

    public static IEnumerable<Sheet> Of(BenchReport report)
    {
        if (report.Stages.Count > 0)
            yield return new Sheet($"each stage alone ({report.Machine}); {report.Model}, {report.Device}; {report.People} person(s) a frame", StageHeadings, [.. report.Stages.Select(Row)]);
        if (report.Throughput is { } throughput)
            yield return new Sheet("from a filled topic, a process of its own", ["frames", "poses/s", "start to first pose, s", "peak memory, MiB"],
                [[Figure.Of(throughput.Records, 0), Figure.Of(throughput.PosesPerSecond, 0), throughput.FirstPoseSeconds is { } start ? Figure.Of(start, 2) : "-", Figure.Of(throughput.PeakMiB, 0)]]);
        if (report.Latency is { } latency)
            yield return new Sheet($"at {latency.Rate} frames/s, from sending a frame to its poses in hand, ms", ["frames", "p50", "p99", "p99.9", "longest"],
                [[Figure.Of(latency.Frames, 0), Figure.Of(latency.P50, 2), Figure.Of(latency.P99, 2), Figure.Of(latency.P999, 2), Figure.Of(latency.Max, 2)]]);
    }

    private static IReadOnlyList<string> Row(StageFigures stage) =>
    [
        Name(stage), Figure.Of(stage.Nanoseconds.Median, 0), $"{Figure.Of(stage.Nanoseconds.Least, 0)} to {Figure.Of(stage.Nanoseconds.Most, 0)}", Figure.Of(stage.PosesPerSecond, 0),
        stage.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %") : "-", Figure.Of(stage.BytesARecord, 0),
    ];

    private static string Name(StageFigures stage) => stage switch
    {
        { Batch: { } batch } => $"{stage.Stage}, {batch} in a batch, {stage.Threads} thread(s)",
        { Encoding: { } encoding } => $"{stage.Stage}, {encoding.ToString().ToLowerInvariant()}",
        _ => stage.Stage,
    };
}
