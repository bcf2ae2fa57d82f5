using System.Globalization;

namespace StreamLift.Faults.Tests;

/// <summary>How much is asked for: a little within ./test, more by tests/Faults.Tests/night (STREAMLIFT_NIGHT=1).</summary>
internal static class Night
{
    private static readonly object Gate = new();

    public static bool IsNight { get; } = Environment.GetEnvironmentVariable("STREAMLIFT_NIGHT") == "1";

    /// <summary>How often a fault is repeated; STREAMLIFT_REPEAT asks for another number by night.</summary>
    public static int Times(int byDay, int byNight) =>
        !IsNight ? byDay
        : int.TryParse(Environment.GetEnvironmentVariable("STREAMLIFT_REPEAT"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked
        : byNight;

    /// <summary>How long a fault lasts.</summary>
    public static TimeSpan For(double byDay, double byNight) => TimeSpan.FromSeconds(IsNight ? byNight : byDay);

    /// <summary>A line for the script's table.</summary>
    /// <param name="fault">What was done.</param>
    /// <param name="guarantee">Under which guarantee.</param>
    /// <param name="times">How often.</param>
    /// <param name="verdict">What came of it all.</param>
    /// <param name="worst">Of what was doubled, the most by one time.</param>
    /// <param name="note">What else there is to say.</param>
    public static void Tell(string fault, string guarantee, int times, Verdict verdict, long worst, string note)
    {
        if (Environment.GetEnvironmentVariable("STREAMLIFT_FAULTS") is not { Length: > 0 } file)
            return;
        lock (Gate)
            File.AppendAllText(
                file,
                string.Join(
                    '\t',
                    fault,
                    guarantee,
                    times,
                    verdict.Expected,
                    verdict.Missing,
                    verdict.Doubled,
                    worst,
                    verdict.Reordered,
                    verdict.Unexpected,
                    note
                ) + "\n"
            );
    }
}
