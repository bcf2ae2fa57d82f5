using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest;

/// <summary>
/// What the poll thread does when no batch is free because the output side is slow: it waits, up to a second; then it pauses its partitions
/// and goes on polling so that the group doesn't think it dead, and resumes when a batch is free. Poll thread only.
/// </summary>
internal sealed class BackPressure(BatchPool pool, Assignments held, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PausedPoll = TimeSpan.FromMilliseconds(100);
    private readonly HashSet<AssignedPartition> _paused = [];

    /// <summary>A free batch, or null after one round of waiting; then partitions are paused and have been polled once.</summary>
    public LiftBatch? Take<TKey, TValue>(IConsumer<TKey, TValue> consumer, Action<TimeSpan> poll)
    {
        var batch = pool.Take(_paused.Count == 0 ? Patience : TimeSpan.Zero);
        if (batch is not null)
        {
            if (_paused.Count > 0)
                Resume(consumer);
            return batch;
        }

        Pause(consumer);
        poll(PausedPoll);
        return null;
    }

    /// <summary>A batch for a record that came all the same, as from a partition assigned a moment ago; null at the end or on a fault.</summary>
    public LiftBatch? Await(CancellationToken stop, CancellationToken fault)
    {
        while (!stop.IsCancellationRequested && !fault.IsCancellationRequested)
        {
            if (pool.Take(PausedPoll) is { } batch)
                return batch;
        }

        return null;
    }

    /// <summary>Partitions go: the client keeps a pause across assignments, so a partition that comes back would never be read.</summary>
    public void Release<TKey, TValue>(IConsumer<TKey, TValue> consumer, IEnumerable<AssignedPartition> going)
    {
        var paused = going.Where(_paused.Remove).Select(Partition).ToList();
        if (paused.Count > 0)
            consumer.Resume(paused);
    }

    private void Pause<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        var fresh = held.Current.Where(_paused.Add).Select(Partition).ToList();
        if (fresh.Count == 0)
            return;
        consumer.Pause(fresh);
        log.Paused(fresh.Count);
    }

    private void Resume<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        consumer.Resume(held.Current.Where(_paused.Contains).Select(Partition).ToList());
        log.Resumed(_paused.Count);
        _paused.Clear();
    }

    private static TopicPartition Partition(AssignedPartition origin) => new(origin.Topic, origin.Partition);
}
