using System.Globalization;
using StreamLift.Host.Bench;

namespace StreamLift.Bench;

/// <summary>Says in which stage the slowest frames of a latency measurement spent their time, beside all of its frames.</summary>
internal static class SlowestFrames
{
    private const int Second = 1_000_000_000; // ns
    private const int Methods = 20;

    private static readonly string[] Stages =
    [
        "to the broker, until it has acknowledged the frame",
        "poll: until the record is read and decoded",
        "queue: until the work on its batch begins",
        "network",
        "wait for the answer to the records before, and encode",
        "produce, until acknowledged or received",
        "reader: what is left until the pose is in hand",
    ];

    /// <summary>Prints Markdown.</summary>
    /// <param name="times">The file of <c>latency --times</c>.</param>
    /// <param name="trace">The service's .nettrace file.</param>
    /// <param name="slowest">How many frames count as the slowest.</param>
    public static int Run(string times, string trace, int slowest)
    {
        var service = ServiceTrace.Read(trace);
        var sent = File.ReadLines(times).Select(Frame.Parse).ToList();
        var frames = sent.GetRange(1, sent.Count - 1); // the first frame waits for the service
        var traced = frames.Where(frame => service.Records.ContainsKey(frame.At)).ToList();
        if (traced.Count == 0)
        {
            Console.Error.WriteLine($"{trace} has no event of any of the {frames.Count} frames");
            return 1;
        }

        var begin = frames[0].Sent;
        var slow = traced.OrderByDescending(frame => frame.Latency).Take(slowest).ToList();
        Console.WriteLine($"{traced.Count} frames; the slowest {slow.Count} took {Ms(slow[^1].Latency)} to {Ms(slow[0].Latency)} ms\n");
        Console.WriteLine($"| stage, ms | median of all | mean of all | mean of the slowest {slow.Count} | most |\n|---|---:|---:|---:|---:|");
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var all = traced.ConvertAll(frame => frame.Stage(stage, service.Records[frame.At]));
            var late = slow.ConvertAll(frame => frame.Stage(stage, service.Records[frame.At]));
            all.Sort();
            Console.WriteLine($"| {Stages[stage]} | {Ms(all[all.Count / 2])} | {Ms(all.Average())} | {Ms(late.Average())} | {Ms(late.Max())} |");
        }

        Console.WriteLine("\n| second | frames of the slowest | p50, ms | p99, ms | methods compiled | collections |\n|---|---:|---:|---:|---:|---:|");
        foreach (var second in traced.GroupBy(frame => (frame.Sent - begin) / Second).OrderBy(second => second.Key))
        {
            var (from, to) = (begin + (second.Key * Second), begin + ((second.Key + 1) * Second));
            var sorted = second.Select(frame => frame.Latency / 1e6).Order().ToList();
            var compiled = service.Compiled.Count(method => method.At >= from && method.At < to);
            var collections = service.Collections.Count(pause => pause.From >= from && pause.From < to);
            var count = slow.Count(frame => frame.Sent >= from && frame.Sent < to);
            var (p50, p99) = (LatencyStatistics.Quantile(sorted, 0.5), LatencyStatistics.Quantile(sorted, 0.99));
            Console.WriteLine(Invariant($"| {second.Key} | {count} | {p50:F2} | {p99:F2} | {compiled} | {collections} |"));
        }

        // compiled before their first call could return, not again by the compiler in the background
        foreach (
            var (at, method) in service
                .Compiled.Where(method => method.At >= sent[0].Sent && !method.Method.EndsWith("Tier1)", StringComparison.Ordinal))
                .Take(Methods)
        )
            Console.Error.WriteLine(Invariant($"not compiled ahead, {(at - begin) / 1e6:F1} ms after the first frame on schedule: {method}"));
        return 0;
    }

    private static string Ms(double nanoseconds) => Invariant($"{nanoseconds / 1e6:F2}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Frame(long Sent, long Acknowledged, long Received, (int Partition, long Offset) At)
    {
        public long Latency => Received - Sent;

        public static Frame Parse(string line)
        {
            var fields = line.Split(',').Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            return new Frame(fields[0], fields[1], fields[2], ((int)fields[3], fields[4]));
        }

        // A later step may be seen before an earlier one, as the service reads a frame before the answer to its sender has come: no stage is below zero.
        public double Stage(int stage, RecordSteps steps)
        {
            long[] passed = [Sent, Acknowledged, steps.Read, steps.Begun, steps.Processed, steps.Sent, steps.Delivered, Received];
            for (var i = passed.Length - 2; i >= 0; i--)
                passed[i] = Math.Min(passed[i], passed[i + 1]);
            return passed[stage + 1] - passed[stage];
        }
    }
}
