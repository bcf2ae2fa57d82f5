using System.Diagnostics;
using System.Globalization;

namespace StreamLift.Lanes;

/// <summary>
/// Kills the process as <c>kill -9</c> does, after a given step of a given batch, where the environment asks for it: <c>STREAMLIFT_CRASH_AT=produce:37</c>, or
/// <c>produce:37:FILE</c> to count from the time that the file exists. A signal from outside can't be aimed at a step of some microseconds; the fault tests
/// kill at each step in this way. Checked once a batch, never once a record; unset it is a constant to the compiler, so that nothing is left of it.
/// </summary>
public static class FailPoint
{
    private static readonly FailPointStep Armed;
    private static readonly long At;
    private static readonly string From = "";
    private static volatile bool _isCounting;
    private static long _passages;

    static FailPoint()
    {
        var asked = Environment.GetEnvironmentVariable("STREAMLIFT_CRASH_AT")?.Split(':', 3);
        if (asked is [_, _, var file])
            From = file;
        _isCounting = From.Length == 0;
        if (
            asked is [var step, var passage, ..]
            && Enum.TryParse(step, ignoreCase: true, out FailPointStep armed)
            && long.TryParse(passage, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        )
            (Armed, At) = (armed, at);
    }

    /// <summary>Whether the environment asks for a kill.</summary>
    public static bool IsArmed => Armed != FailPointStep.None;

    /// <summary>A batch has completed a step. Any thread.</summary>
    public static void Hit(FailPointStep step)
    {
        if (Armed == step && (_isCounting || (_isCounting = File.Exists(From))) && Interlocked.Increment(ref _passages) == At)
            Process.GetCurrentProcess().Kill(); // SIGKILL: no finally, no flush, no leaving of the group
    }
}

/// <summary>The steps of a batch after which <see cref="FailPoint"/> can kill the process.</summary>
public enum FailPointStep
{
    /// <summary>None.</summary>
    None,

    /// <summary>Its records are read and in flight.</summary>
    Consume,

    /// <summary>It is processed.</summary>
    Inference,

    /// <summary>Its records are with the client, not all of them with the broker.</summary>
    Produce,

    /// <summary>The broker has acknowledged all of its records; the reading side has not been told.</summary>
    Flush,

    /// <summary>Its state is with the client, not with the broker.</summary>
    State,

    /// <summary>At least once: the broker has acknowledged its state; its offsets are not stored yet.</summary>
    StateFlush,

    /// <summary>Its offsets are stored in the client (at least once) or sent to the transaction (exactly once), not committed.</summary>
    Offsets,

    /// <summary>The broker has acknowledged a commit; the reading side has not been told.</summary>
    Commit,

    /// <summary>The state of a partition is read; the stage does not have it yet.</summary>
    Restore,
}
