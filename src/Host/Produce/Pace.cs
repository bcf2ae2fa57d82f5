namespace StreamLift.Host.Produce;

/// <summary>Waits for the time at which things are due, counted from when it was made. What is late goes at once: a stall is caught up with.</summary>
internal sealed class Pace(TimeProvider clock)
{
    // A timer wakes a millisecond late or so; what is due within one goes with the frame before it.
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(1);

    private readonly long _start = clock.GetTimestamp();

    /// <returns>False where it was stopped before.</returns>
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
