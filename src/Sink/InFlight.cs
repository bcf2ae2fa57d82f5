namespace StreamLift.Sink;

/// <summary>How many batches have set out for the broker, and how many of them are delivered.</summary>
internal sealed class InFlight
{
    private long _delivered;

    /// <summary>Batches that have set out. Sink thread only.</summary>
    public long Entered { get; private set; }

    /// <summary>How many of them are delivered. Any thread.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>A batch sets out. Sink thread only.</summary>
    public void Enter() => Entered++;

    /// <summary>A batch is delivered. Any thread.</summary>
    public void Leave() => Interlocked.Increment(ref _delivered);
}
