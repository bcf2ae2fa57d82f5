namespace StreamLift.Lifter.Batches;

/// <summary>
/// Which frames are too old to be lifted: those captured longer ago than the limit, by the clock's UTC time. A frame from the future is not. Any thread.
/// </summary>
/// <param name="limit">The greatest age of a frame that is lifted; zero: any.</param>
/// <param name="clock">The clock.</param>
public sealed class Deadline(TimeSpan limit, TimeProvider clock)
{
    /// <summary>Whether there is one.</summary>
    public bool IsSet => limit > TimeSpan.Zero;

    /// <summary>
    /// The capture time in Unix milliseconds before which a frame is late now. Never less than an earlier answer but for a clock that is set back.
    /// </summary>
    public long Oldest => IsSet ? clock.GetUtcNow().ToUnixTimeMilliseconds() - (long)limit.TotalMilliseconds : long.MinValue;
}
