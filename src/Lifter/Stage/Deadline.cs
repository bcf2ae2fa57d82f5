namespace StreamLift.Lifter.Stage;

/// <summary>
/// Decides which frames are too old to be lifted: those captured longer ago than the limit, by UTC. A frame from the future is not. Any thread.
/// </summary>
/// <param name="limit">The greatest age of a frame that is lifted; zero: any.</param>
/// <param name="clock">The clock.</param>
public sealed class Deadline(TimeSpan limit, TimeProvider clock)
{
    /// <summary>Whether there is a deadline.</summary>
    public bool IsSet => limit > TimeSpan.Zero;

    /// <summary>The capture time, in Unix milliseconds, before which a frame is late now. It never decreases unless the clock is set back.</summary>
    public long Oldest => IsSet ? clock.GetUtcNow().ToUnixTimeMilliseconds() - (long)limit.TotalMilliseconds : long.MinValue;
}
