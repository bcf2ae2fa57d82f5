namespace StreamLift.Sink;

/// <summary>How many batches are under way to the broker, and when there are none left.</summary>
internal sealed class InFlight
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count = 1; // one for the lane itself, until it waits for the rest

    /// <summary>A batch sets out.</summary>
    public void Enter() => Interlocked.Increment(ref _count);

    /// <summary>A batch is delivered.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            _drained.TrySetResult();
    }

    /// <summary>Completes when every batch is delivered. To be called once, after the last has entered.</summary>
    public Task Drained()
    {
        Leave();
        return _drained.Task;
    }
}
