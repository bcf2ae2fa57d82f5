using System.Globalization;
using System.Text.Json;

namespace StreamLift.Bench;

/// <summary>What the page itself measures of itself, as a row of a Markdown table.</summary>
internal static class Measurement
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>Watches the page for a while and prints the row.</summary>
    public static async Task RunAsync(ViewerWindow window, TimeSpan duration)
    {
        await Task.Delay(WarmUp);
        var before = await window.StateAsync();
        await Task.Delay(duration);
        var after = await window.StateAsync();
        var drawn = Count(after, "drawn") - Count(before, "drawn");
        var skipped = Count(after, "skipped") - Count(before, "skipped");
        var latency = after.GetProperty("latency");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {after.GetProperty("people").GetArrayLength()} | {drawn / duration.TotalSeconds:F1} | {skipped} | {Pair(latency, "record")} "
                    + $"| {Pair(latency, "capture")} | {Pair(latency, "drawing")} | {after.GetProperty("view").GetProperty("ratio").GetDouble():F2} |"
            )
        );
    }

    private static long Count(JsonElement state, string name) => state.GetProperty("counts").GetProperty(name).GetInt64();

    private static string Pair(JsonElement latency, string name) => $"{Value(latency, name, "p50")} / {Value(latency, name, "p99")}";

    private static string Value(JsonElement latency, string name, string percentile) =>
        latency.GetProperty(name).GetProperty(percentile) is { ValueKind: JsonValueKind.Number } value
            ? value.GetDouble().ToString("F0", CultureInfo.InvariantCulture)
            : "–";
}
