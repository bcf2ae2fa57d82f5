namespace StreamLift.Lifter.Batches;

/// <summary>
/// Wakes the thread of a stage. It sleeps in the kernel at once: blocking on a task spins for some dozens of yields before each sleep, and is
/// woken by way of the thread pool, which at 1,000 frames/s cost a fifth of a core (top, before and after). Any thread rings.
/// </summary>
public sealed class Doorbell
{
    private readonly object _lock = new(); // Monitor's, which can wait
    private int _rings;

    /// <summary>Ends one wait, the present or the next; or as many as are said.</summary>
    public void Ring(int times = 1)
    {
        lock (_lock)
        {
            _rings += times;
            if (times == 1)
                Monitor.Pulse(_lock);
            else
                Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits for a ring.</summary>
    public void Wait() => Wait(Timeout.InfiniteTimeSpan);

    /// <summary>Waits for a ring, no longer than <paramref name="patience"/>; false: there was none.</summary>
    public bool Wait(TimeSpan patience)
    {
        lock (_lock)
        {
            if (_rings == 0)
                Monitor.Wait(_lock, Whole(patience));
            if (_rings == 0)
                return false;
            _rings--;
            return true;
        }
    }

    // Monitor cuts off below a millisecond: what is left of one would be no wait at all, asked for again and again. Infinite is -1.
    private static int Whole(TimeSpan patience) => (int)Math.Ceiling(patience.TotalMilliseconds);
}
