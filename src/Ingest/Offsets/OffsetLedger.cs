using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// Which records are delivered, as one watermark a partition: everything below it is. Batches are entered in the order they were read
/// and delivered in any; the watermark moves only over an unbroken run of delivered ones. Entered by the poll thread, delivered by the
/// producer's thread: one lock, taken once a batch.
/// </summary>
public sealed class OffsetLedger(Action<AssignedPartition, long> store)
{
    private readonly Dictionary<AssignedPartition, Queue<Entry>> _inFlight = [];

    /// <summary>An assignment begins.</summary>
    public void Begin(AssignedPartition origin)
    {
        lock (_inFlight)
            _inFlight.Add(origin, new Queue<Entry>());
    }

    /// <summary>A batch sets out.</summary>
    public void Enter(LiftBatch batch)
    {
        lock (_inFlight)
        {
            foreach (var mark in batch.EndOffsets)
                if (_inFlight.TryGetValue(mark.Partition, out var queue))
                    queue.Enqueue(new Entry(batch, mark.NextOffset));
        }
    }

    /// <summary>Every record of a batch has been delivered. What belongs to an assignment that has ended is left alone.</summary>
    public void Delivered(LiftBatch batch)
    {
        lock (_inFlight)
        {
            foreach (var mark in batch.EndOffsets)
                if (_inFlight.TryGetValue(mark.Partition, out var queue))
                    Advance(mark.Partition, queue, batch);
            Monitor.PulseAll(_inFlight);
        }
    }

    /// <summary>Everything below each mark has been delivered: a transaction, which takes batches in the order they were read, has been committed.</summary>
    public void Delivered(IReadOnlyCollection<OffsetWatermark> marks)
    {
        lock (_inFlight)
        {
            foreach (var mark in marks)
            {
                if (!_inFlight.TryGetValue(mark.Partition, out var queue))
                    continue;
                while (queue.TryPeek(out var head) && head.NextOffset <= mark.NextOffset)
                    queue.Dequeue();
                store(mark.Partition, mark.NextOffset);
            }

            Monitor.PulseAll(_inFlight);
        }
    }

    /// <summary>Whether nothing of these assignments is in flight.</summary>
    public bool IsDelivered(IReadOnlyCollection<AssignedPartition> origins)
    {
        lock (_inFlight)
            return !origins.Any(origin => _inFlight.TryGetValue(origin, out var queue) && queue.Count > 0);
    }

    /// <summary>An assignment ends: acknowledgements that come later are ignored.</summary>
    public void End(AssignedPartition origin)
    {
        lock (_inFlight)
        {
            _inFlight.Remove(origin);
            Monitor.PulseAll(_inFlight);
        }
    }

    /// <summary>Waits until nothing of these assignments is in flight. False: time ran out, or <paramref name="fault"/> said not to wait for it.</summary>
    public bool WaitUntilDelivered(IReadOnlyCollection<AssignedPartition> origins, TimeSpan limit, TimeProvider clock, CancellationToken fault)
    {
        var started = clock.GetTimestamp();
        lock (_inFlight)
        {
            while (origins.Any(origin => _inFlight.TryGetValue(origin, out var queue) && queue.Count > 0))
            {
                if (fault.IsCancellationRequested || clock.GetElapsedTime(started) > limit)
                    return false;
                Monitor.Wait(_inFlight, 50);
            }
        }

        return true;
    }

    private void Advance(AssignedPartition origin, Queue<Entry> queue, LiftBatch batch)
    {
        foreach (var entry in queue)
        {
            // a batch that overtook the head has gone back to the pool, and may be here again before the head is delivered: the later entry is meant
            if (entry.IsDelivered || !ReferenceEquals(entry.Batch, batch))
                continue;
            entry.IsDelivered = true;
            break;
        }

        long? watermark = null;
        while (queue.TryPeek(out var head) && head.IsDelivered)
            watermark = queue.Dequeue().NextOffset;
        if (watermark is { } offset)
            store(origin, offset);
    }

    private sealed class Entry(LiftBatch batch, long nextOffset)
    {
        public LiftBatch Batch { get; } = batch;

        public long NextOffset { get; } = nextOffset;

        public bool IsDelivered { get; set; }
    }
}
