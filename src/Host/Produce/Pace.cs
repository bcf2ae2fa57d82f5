namespace StreamLift.Host.Produce;

/// <summary>Waits until frames are due, counted from its construction. It does not wait for late frames, so that a stall is made up for.</summary>
internal sealed class Pace(TimeProvider clock)
{
    // Timers are about a millisecond late: a frame that is due within a millisecond is sent together with the previous one.
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(1);

    private readonly long _start = clock.GetTimestamp();

    /// <returns>False if it was stopped earlier.</returns>
    public async ValueTask<bool> WaitAsync(TimeSpan due, CancellationToken stop)
    {
        var left = due - clock.GetElapsedTime(_start);
        if (left <= Near)
            return true;
        try
        {
            await Task.Delay(left, clock, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
