using System.Globalization;

namespace StreamLift.Lifter.Suspicion;

/// <summary>Tells in words what a timestamp is that is no time in Unix milliseconds.</summary>
internal static class TimestampUnit
{
    /// <summary>The earliest time that is believed: 1 January 2000, Unix ms.</summary>
    public const long Earliest = 946_684_800_000;

    /// <summary>How far in the future a time may be and still be one: a year, ms.</summary>
    public const long Future = 366L * 86_400_000;

    private const long LatestDate = 253_402_300_799_999; // the end of 9999, Unix ms

    private static readonly (string Name, long Zero, long PerMs, long Times, string Remedy)[] Units =
    [
        ("seconds", 0, 1, 1000, "multiply by 1000"),
        ("microseconds", 0, 1000, 1, "divide by 1000"),
        ("nanoseconds", 0, 1_000_000, 1, "divide by 1000000"),
        (".NET ticks (100 ns since the year 1)", 621_355_968_000_000_000, 10_000, 1, "subtract 621355968000000000 and divide by 10000"),
        ("a Windows file time (100 ns since 1601)", 116_444_736_000_000_000, 10_000, 1, "subtract 116444736000000000 and divide by 10000"),
    ];

    /// <summary>Whether a timestamp may be a time in Unix milliseconds.</summary>
    public static bool IsBelieved(long timestampMs, long nowMs) => timestampMs >= Earliest && timestampMs <= nowMs + Future;

    /// <summary>What the timestamp is as Unix milliseconds, what it probably is, and how to convert it.</summary>
    public static string Describe(long timestampMs, long nowMs)
    {
        foreach (var (name, zero, perMs, times, remedy) in Units)
        {
            var ms = (Int128)(timestampMs - (Int128)zero) / perMs * times;
            if (ms >= Earliest && ms <= nowMs + Future)
                return $"timestampMs is {timestampMs}: {AsUnix(timestampMs)}; as {name} it is {Date((long)ms)}: {remedy}";
        }

        return timestampMs is >= 0 and < Earliest
            ? $"timestampMs is {timestampMs}: {AsUnix(timestampMs)}; it may count from the start of the camera, the video or the computer: "
                + "add the time of that start"
            : $"timestampMs is {timestampMs}: {AsUnix(timestampMs)}: send the capture time in milliseconds since 1970 UTC";
    }

    /// <summary>A duration in words, such as "1 h 0 min" or "2 days 3 h".</summary>
    public static string Words(long milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        return time.TotalDays >= 1 ? $"{time.Days} {(time.Days == 1 ? "day" : "days")} {time.Hours} h"
            : time.TotalHours >= 1 ? $"{time.Hours} h {time.Minutes} min"
            : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s"
            : $"{time.Seconds} s";
    }

    private static string AsUnix(long ms) => ms is >= 0 and <= LatestDate ? $"as Unix ms that is {Date(ms)}" : "as Unix ms that is no time of any camera";

    private static string Date(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
