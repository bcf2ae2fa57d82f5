using System.Globalization;

namespace StreamLift.Host.Demo.Display;

/// <summary>The demo's final lines.</summary>
internal static class DemoSummary
{
    public static IEnumerable<string> Of(DemoReport report)
    {
        var all = report.Total;
        if (all.Sent == 0)
        {
            yield return "stopped before the first frame";
            yield break;
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"frames     {all.Sent:N0} sent, {all.Frames:N0} received, {report.InFlight:N0} missing, {report.Duplicates:N0} duplicates"
        );
        yield return $"batches    {NumberFormat.Of(all.BatchSize, 1)} people on average";
        yield return $"latency    p50 {NumberFormat.Milliseconds(all.P50)}, p99 {NumberFormat.Milliseconds(all.P99)} ms from frame sent to poses "
            + "received,";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"           excluding the first {DemoStatistics.WarmUp.TotalSeconds:0.#} s, while .NET compiles the code"
        );
        yield return $"one camera {NumberFormat.Of(all.Error, 1)} mm MPJPE, {NumberFormat.Of(report.AlignedError, 1)} mm after alignment; means over 17 joints";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"together   {NumberFormat.Of(report.Room.Relative(), 1)} mm from the hip, {NumberFormat.Of(report.Room.Absolute(), 1)} mm in the room; "
                + $"{Counted.Of(report.Room.Instants, "instant")}, {Counted.Of(report.Room.Tracks, "track")}"
        );
    }
}
