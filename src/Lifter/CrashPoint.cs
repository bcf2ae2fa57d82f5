using System.Diagnostics;
using System.Globalization;

namespace StreamLift.Lifter;

/// <summary>
/// Ends the process as <c>kill -9</c> does, after a given step of a given batch, where the environment asks for it:
/// <c>STREAMLIFT_CRASH_AT=produce:37</c>, or <c>produce:37:FILE</c> to count from the time that the file is there. A signal from outside can't be aimed at a step of some microseconds; this is how the delivery
/// guarantees are tested at each. Asked once a batch, never a record, and unset it is a constant to the compiler, so that nothing is left of it.
/// </summary>
public static class CrashPoint
{
    private static readonly CrashStep Armed;
    private static readonly long At;
    private static readonly string From = "";
    private static volatile bool _isCounting;
    private static long _passages;

    static CrashPoint()
    {
        var asked = Environment.GetEnvironmentVariable("STREAMLIFT_CRASH_AT")?.Split(':', 3);
        if (asked is [_, _, var file])
            From = file;
        _isCounting = From.Length == 0;
        if (asked is [var step, var passage, ..] && Enum.TryParse(step, ignoreCase: true, out CrashStep armed) && long.TryParse(passage, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            (Armed, At) = (armed, at);
    }

    /// <summary>A batch has come past a step. Any thread.</summary>
    public static void Pass(CrashStep step)
    {
        if (Armed == step && (_isCounting || (_isCounting = File.Exists(From))) && Interlocked.Increment(ref _passages) == At)
            Process.GetCurrentProcess().Kill(); // SIGKILL: no finally, no flush, no leaving of the group
    }
}
