namespace StreamLift.Sink.Delivery;

/// <summary>
/// How many batches have set out for the broker, how many of them were handed to the client, and how many are delivered. "The stage" is whichever thread does
/// its work just now.
/// </summary>
internal sealed class InFlight
{
    private long _delivered;
    private long _shipped;
    private long _entered;

    /// <summary>Whether all that was handed to the client is delivered: time for the next burst. The stage only.</summary>
    public bool IsIdle => Volatile.Read(ref _delivered) >= _shipped;

    /// <summary>Whether all that has set out is delivered. Any thread.</summary>
    public bool IsEmpty => Volatile.Read(ref _delivered) == Volatile.Read(ref _entered);

    /// <summary>A batch sets out. The stage only.</summary>
    public void Enter() => Volatile.Write(ref _entered, _entered + 1);

    /// <summary>All that has set out is with the client. The stage only.</summary>
    public void Ship() => _shipped = _entered;

    /// <summary>A batch is delivered. Any thread.</summary>
    public void Leave() => Interlocked.Increment(ref _delivered);
}
