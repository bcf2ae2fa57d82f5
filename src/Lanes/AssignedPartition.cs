namespace StreamLift.Lanes;

/// <summary>
/// One assignment of one partition and everything that is known of it: what has been read, what is in flight, what is delivered. A new object each time the
/// partition is assigned, so that records of an assignment that has ended can be told from those of the present one.
/// </summary>
/// <param name="topic">The topic.</param>
/// <param name="number">The partition's number in its topic.</param>
/// <param name="generation">How many times the partition had been assigned to this lane before.</param>
public sealed class AssignedPartition(string topic, int number, int generation)
{
    private readonly Queue<PartitionSlice> _inFlight = []; // in the order they were read; also the lock
    private volatile bool _isRevoked;
    private volatile bool _awaitsStart;
    private long _firstOffset = -1;
    private long _watermark = -1;
    private long _committed = -1;

    /// <summary>The topic.</summary>
    public string Topic { get; } = topic;

    /// <summary>The partition's number in its topic.</summary>
    public int Number { get; } = number;

    /// <summary>How many times the partition had been assigned to this lane before.</summary>
    public int Generation { get; } = generation;

    /// <summary>Whether the assignment has ended: what was read under it is neither sent nor acknowledged any more. Never taken back. Any thread.</summary>
    public bool IsRevoked => _isRevoked;

    /// <summary>The first offset read under it; -1: none yet. Any thread.</summary>
    public long FirstOffset => Volatile.Read(ref _firstOffset);

    /// <summary>Everything below this offset is delivered; -1: nothing read under this assignment is delivered yet. Any thread.</summary>
    public long Watermark => Volatile.Read(ref _watermark);

    /// <summary>The offset after everything that was read under it, its end included; 0: nothing was read. Poll thread only.</summary>
    public long Position { get; set; }

    /// <summary>Whether its end was added to a batch (<see cref="RecordBatch.AddEnd"/>). Poll thread only.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether the client has been told to pause it. Poll thread only.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The offset that reading begins with, where the lane has asked for it; below zero a logical one of the Kafka client. Poll thread only.</summary>
    public long Start { get; set; } = -1;

    /// <summary>The highest offset that the group is known to have committed; -1: none. Set by the poll thread; any thread may read it.</summary>
    public long Committed
    {
        get => Volatile.Read(ref _committed);
        set => Volatile.Write(ref _committed, Math.Max(value, _committed));
    }

    /// <summary>
    /// Whether the offset to start from is still unknown, or the state of its keys not read yet: what is read meanwhile does not count. Set by the poll thread;
    /// any thread may read it.
    /// </summary>
    public bool AwaitsStart
    {
        get => _awaitsStart;
        set => _awaitsStart = value;
    }

    /// <summary>Whether batches that hold records of it are in flight. Any thread.</summary>
    public bool HasInFlight
    {
        get
        {
            lock (_inFlight)
                return _inFlight.Count > 0;
        }
    }

    /// <summary>A record has been read under it. Poll thread only.</summary>
    public void Read(long offset)
    {
        if (_firstOffset < 0)
            Volatile.Write(ref _firstOffset, offset);
    }

    /// <summary>A batch that holds records of it is in flight from now on; batches are entered in the order they were read. Poll thread only.</summary>
    public void Enter(PartitionSlice slice)
    {
        lock (_inFlight)
        {
            if (!_isRevoked)
                _inFlight.Enqueue(slice);
        }
    }

    /// <summary>
    /// Its records in one batch are delivered, in any order of batches. The watermark moves only over an unbroken run of delivered ones. Ignored once the
    /// assignment has ended.
    /// </summary>
    /// <param name="slice">The batch's records of this partition.</param>
    /// <param name="store">Told of a watermark that has moved, under the partition's lock. Any thread.</param>
    public void Acknowledge(PartitionSlice slice, Action<AssignedPartition, long> store)
    {
        lock (_inFlight)
        {
            slice.IsDelivered = true;
            long? watermark = null;
            while (_inFlight.TryPeek(out var head) && head.IsDelivered)
                watermark = _inFlight.Dequeue().NextOffset;
            Advance(watermark, store);
        }
    }

    /// <summary>
    /// All its records below an offset are delivered: a transaction, which takes batches in the order they were read, has been committed. Ignored once the
    /// assignment has ended.
    /// </summary>
    /// <param name="nextOffset">The offset after the last record of the transaction.</param>
    /// <param name="store">As for the other overload.</param>
    public void Acknowledge(long nextOffset, Action<AssignedPartition, long> store)
    {
        lock (_inFlight)
        {
            if (_isRevoked)
                return;
            while (_inFlight.TryPeek(out var head) && head.NextOffset <= nextOffset)
                _inFlight.Dequeue();
            Advance(nextOffset, store);
        }
    }

    /// <summary>The assignment ends: acknowledgements that come later are ignored, and no thread waits for what is in flight. Any thread.</summary>
    public void Revoke()
    {
        lock (_inFlight)
        {
            _isRevoked = true;
            _inFlight.Clear();
            Monitor.PulseAll(_inFlight);
        }
    }

    /// <summary>Waits until nothing of it is in flight, no longer than <paramref name="timeout"/>. False: something still is.</summary>
    public bool WaitUntilDelivered(TimeSpan timeout)
    {
        lock (_inFlight)
            return _inFlight.Count == 0 || (Monitor.Wait(_inFlight, timeout) && _inFlight.Count == 0);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}[{Number}]";

    private void Advance(long? watermark, Action<AssignedPartition, long> store)
    {
        if (watermark is { } offset && !_isRevoked)
        {
            Volatile.Write(ref _watermark, offset);
            store(this, offset);
        }

        Monitor.PulseAll(_inFlight);
    }
}

/// <summary>The records of one partition in one batch.</summary>
/// <param name="partition">The assignment under which they were read.</param>
public sealed class PartitionSlice(AssignedPartition partition)
{
    /// <summary>The assignment under which they were read.</summary>
    public AssignedPartition Partition { get; } = partition;

    /// <summary>The offset after the last of them: once the batch is delivered, everything below it is.</summary>
    public long NextOffset { get; set; }

    /// <summary>Whether the batch is delivered. Under the partition's lock.</summary>
    internal bool IsDelivered { get; set; }
}

/// <summary>How far a transaction reaches into one partition.</summary>
/// <param name="Partition">The assignment under which its records were read.</param>
/// <param name="NextOffset">The offset after the last of them.</param>
public readonly record struct OffsetWatermark(AssignedPartition Partition, long NextOffset);
