namespace StreamLift.Lifter.Stage;

/// <summary>
/// The deadline of frames. A frame is late if its capture time is further in the past than the limit, by UTC. A frame from the future is not late.
/// The class is thread-safe.
/// </summary>
/// <param name="limit">The greatest age of a frame. Zero disables the deadline.</param>
/// <param name="clock">The clock.</param>
public sealed class Deadline(TimeSpan limit, TimeProvider clock)
{
    /// <summary>Whether there is a deadline.</summary>
    public bool IsSet => limit > TimeSpan.Zero;

    /// <summary>The oldest capture time, in Unix milliseconds, that is not late now. It decreases only if the clock is set back.</summary>
    public long Oldest => IsSet ? clock.GetUtcNow().ToUnixTimeMilliseconds() - (long)limit.TotalMilliseconds : long.MinValue;
}
