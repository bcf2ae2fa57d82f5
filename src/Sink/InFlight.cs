namespace StreamLift.Sink;

/// <summary>How many batches have set out for the broker, and how many of them are delivered.</summary>
internal sealed class InFlight
{
    private readonly SemaphoreSlim _left = new(0);
    private long _delivered;

    /// <summary>Batches that have set out. Sink thread only.</summary>
    public long Entered { get; private set; }

    /// <summary>A batch sets out. Sink thread only.</summary>
    public void Enter() => Entered++;

    /// <summary>A batch is delivered. Any thread.</summary>
    public void Leave()
    {
        Interlocked.Increment(ref _delivered);
        _left.Release();
    }

    /// <summary>Waits until so many batches are delivered. Sink thread only.</summary>
    /// <param name="batches">How many of those that have set out.</param>
    /// <param name="failed">Completes, faulted, when no more will be; its exception is thrown.</param>
    public async Task WaitAsync(long batches, Task failed)
    {
        while (Volatile.Read(ref _delivered) < batches)
            await await Task.WhenAny(_left.WaitAsync(), failed).ConfigureAwait(false);
    }
}
