namespace StreamLift.Lifter.Batches;

/// <summary>
/// One assignment of one partition: a new object each time the partition is assigned, so that what belongs to an assignment that has
/// ended can be told from what belongs to the present one.
/// </summary>
public sealed class AssignedPartition(string topic, int partition, int epoch)
{
    private volatile bool _isOver;
    private long _first = -1;

    /// <summary>The topic that the records are read from.</summary>
    public string Topic { get; } = topic;

    /// <summary>The partition's number in its topic.</summary>
    public int Partition { get; } = partition;

    /// <summary>How many times the partition had been assigned to this lane before.</summary>
    public int Generation { get; } = epoch;

    /// <summary>Whether the assignment has ended: what was read under it is not to be sent any more. Never taken back. Any thread.</summary>
    public bool IsRevoked => _isOver;

    /// <summary>The first offset read under it; -1: none yet. Any thread.</summary>
    public long FirstOffset => Volatile.Read(ref _first);

    /// <summary>The assignment ends. Any thread.</summary>
    public void End() => _isOver = true;

    /// <summary>A record has been read under it. Poll thread only.</summary>
    public void Read(long offset)
    {
        if (_first < 0)
            Volatile.Write(ref _first, offset);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}[{Partition}]";
}

/// <summary>How far a batch reaches into one partition: once the batch is delivered, everything below <paramref name="NextOffset"/> is.</summary>
/// <param name="Partition">The assignment the records came from.</param>
/// <param name="NextOffset">The offset after the batch's last record of this partition.</param>
public readonly record struct OffsetWatermark(AssignedPartition Partition, long NextOffset);
