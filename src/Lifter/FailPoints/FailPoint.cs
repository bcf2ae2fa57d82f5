using System.Diagnostics;
using System.Globalization;

namespace StreamLift.Lifter.FailPoints;

/// <summary>
/// Ends the process as <c>kill -9</c> does, after a given step of a given batch, where the environment asks for it:
/// <c>STREAMLIFT_CRASH_AT=produce:37</c>, or <c>produce:37:FILE</c> to count from the time that the file is there. A signal from outside can't be aimed at a
/// step of some microseconds; this is how the delivery
/// guarantees are tested at each. Asked once a batch, never a record, and unset it is a constant to the compiler, so that nothing is left of it.
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

    /// <summary>A batch has come past a step. Any thread.</summary>
    public static void Hit(FailPointStep step)
    {
        if (Armed == step && (_isCounting || (_isCounting = File.Exists(From))) && Interlocked.Increment(ref _passages) == At)
            Process.GetCurrentProcess().Kill(); // SIGKILL: no finally, no flush, no leaving of the group
    }
}

/// <summary>The steps of a batch after which <see cref="FailPoint"/> can end the process.</summary>
public enum FailPointStep
{
    /// <summary>None.</summary>
    None,

    /// <summary>Its records are read and in the ledger.</summary>
    Consume,

    /// <summary>Its poses are known.</summary>
    Inference,

    /// <summary>Its records are with the client, not all yet with the broker.</summary>
    Produce,

    /// <summary>The broker has answered for all of its records; nobody has been told.</summary>
    Flush,

    /// <summary>Its offsets are stored in the client (at least once) or sent to the transaction (exactly once), not committed.</summary>
    Offsets,

    /// <summary>The broker has said that a commit is done; nobody has been told.</summary>
    Commit,
}
