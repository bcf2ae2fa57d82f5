using System.Globalization;
using StreamLift.Host.Demo;
using StreamLift.Host.Demo.Display;
using StreamLift.Lifter.Devices;

namespace StreamLift.Host.Bench;

/// <summary>A report as tables.</summary>
internal static class BenchTables
{
    private static readonly string[] StageHeadings =
    [
        "stage",
        "CPU time per pose, ns",
        "minimum to maximum",
        "poses/s",
        "share of the CPU time",
        "bytes allocated per record",
    ];

    public static IEnumerable<ReportTable> Of(BenchReport report)
    {
        if (report.Stages.Count > 0)
            yield return new ReportTable(
                $"each stage alone ({report.Machine}); {report.Model}, {report.Device}; {report.People} person(s) per frame",
                StageHeadings,
                [.. report.Stages.Select(Row)]
            );
        if (report.Throughput is { } throughput)
            yield return new ReportTable(
                "throughput from a filled topic, in a separate process",
                ["frames", "poses/s", "start to first pose, s", "peak memory, MiB"],
                [
                    [
                        NumberFormat.Of(throughput.Records, 0),
                        NumberFormat.Of(throughput.PosesPerSecond, 0),
                        throughput.FirstPoseSeconds is { } start ? NumberFormat.Of(start, 2) : "-",
                        NumberFormat.Of(throughput.PeakMiB, 0),
                    ],
                ]
            );
        if (report.Latency is { } latency)
            yield return new ReportTable(
                $"latency at {latency.Rate} frames/s, from producing a frame to consuming its poses, ms",
                ["frames", "p50", "p99", "p99.9", "max"],
                [
                    [
                        NumberFormat.Of(latency.Frames, 0),
                        NumberFormat.Of(latency.P50, 2),
                        NumberFormat.Of(latency.P99, 2),
                        NumberFormat.Of(latency.P999, 2),
                        NumberFormat.Of(latency.Max, 2),
                    ],
                ]
            );
    }

    private static IReadOnlyList<string> Row(StageStatistics stage) =>
        [
            Name(stage),
            NumberFormat.Of(stage.Nanoseconds.Median, 0),
            $"{NumberFormat.Of(stage.Nanoseconds.Min, 0)} to {NumberFormat.Of(stage.Nanoseconds.Max, 0)}",
            NumberFormat.Of(stage.PosesPerSecond, 0),
            stage.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %") : "-",
            NumberFormat.Of(stage.BytesPerRecord, 0),
        ];

    private static string Name(StageStatistics stage) =>
        stage switch
        {
            { Batch: { } batch } => $"{stage.Stage}, batch of {batch}, {stage.Threads} thread(s)",
            { Encoding: { } encoding } => $"{stage.Stage}, {encoding.ToString().ToLowerInvariant()}",
            _ => stage.Stage,
        };
}
