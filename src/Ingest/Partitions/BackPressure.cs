using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Partitions;

/// <summary>
/// What the poll thread does when no batch is free because the output side is slow: it waits up to a second, then pauses the lane's partitions and goes on
/// polling, so that the group keeps it as a member, and resumes them when a batch is free. Poll thread only.
/// </summary>
internal sealed class BackPressure(BatchPool pool, AssignedPartitions partitions, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PausedPoll = TimeSpan.FromMilliseconds(100);

    /// <summary>A free batch, or null after one round of waiting; then partitions are paused and have been polled once.</summary>
    public RecordBatch? Take(IPartitionClient client, Action<TimeSpan> poll)
    {
        var paused = partitions.Current.Where(partition => partition.IsPaused).ToList();
        var batch = pool.Take(paused.Count == 0 ? Patience : TimeSpan.Zero);
        if (batch is not null)
        {
            if (paused.Count == 0)
                return batch;
            Resume(client, paused);
            log.Resumed(paused.Count);
            return batch;
        }

        Pause(client);
        poll(PausedPoll);
        return null;
    }

    /// <summary>A batch for a record that came although its partition is paused, as right after an assignment; null at the end or on a fault.</summary>
    public RecordBatch? Await(CancellationToken stop, CancellationToken fault)
    {
        while (!stop.IsCancellationRequested && !fault.IsCancellationRequested)
        {
            if (pool.Take(PausedPoll) is { } batch)
                return batch;
        }

        return null;
    }

    /// <summary>
    /// Resumes those that are paused. Needed before a partition is given up as well: the client keeps a pause, so one that comes back would never be read.
    /// </summary>
    public static void Resume(IPartitionClient client, IEnumerable<AssignedPartition> ended)
    {
        var paused = ended.Where(partition => partition.IsPaused).ToList();
        if (paused.Count == 0)
            return;
        client.Resume(paused.Select(partition => partition.ToTopicPartition()));
        paused.ForEach(partition => partition.IsPaused = false);
    }

    private void Pause(IPartitionClient client)
    {
        var reading = partitions.Current.Where(partition => !partition.IsPaused).ToList();
        if (reading.Count == 0)
            return;
        client.Pause(reading.Select(partition => partition.ToTopicPartition()));
        reading.ForEach(partition => partition.IsPaused = true);
        log.Paused(reading.Count);
    }
}
