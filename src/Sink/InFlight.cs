namespace StreamLift.Sink;

/// <summary>How many batches have set out for the broker, how many of them were handed to the client, and how many are delivered.</summary>
internal sealed class InFlight
{
    private long _delivered;
    private long _shipped;

    /// <summary>Batches that have set out. Sink thread only.</summary>
    public long Entered { get; private set; }

    /// <summary>Whether all that was handed to the client is delivered: time for the next burst. Sink thread only.</summary>
    public bool IsIdle => Volatile.Read(ref _delivered) >= _shipped;

    /// <summary>Whether all that has set out is delivered. Sink thread only.</summary>
    public bool IsEmpty => Volatile.Read(ref _delivered) == Entered;

    /// <summary>A batch sets out. Sink thread only.</summary>
    public void Enter() => Entered++;

    /// <summary>All that has set out is with the client. Sink thread only.</summary>
    public void Ship() => _shipped = Entered;

    /// <summary>A batch is delivered. Any thread.</summary>
    public void Leave() => Interlocked.Increment(ref _delivered);
}
