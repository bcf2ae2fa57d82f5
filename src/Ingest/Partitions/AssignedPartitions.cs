using Confluent.Kafka;
using StreamLift.Ingest.Group;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Partitions;

/// <summary>The partitions that are assigned to a lane now. Poll thread only, unless said otherwise.</summary>
internal sealed class AssignedPartitions
{
    private static readonly TimeSpan WaitInterval = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<(string Topic, int Number), int> _generations = [];
    private readonly Dictionary<(string Topic, int Number), AssignedPartition> _assigned = [];
    private volatile AssignedPartition[] _current = [];
    private AssignedPartition? _last;

    /// <summary>What is assigned now. Any thread.</summary>
    public IReadOnlyList<AssignedPartition> Current => _current;

    /// <summary>A partition has been assigned, or is to be read again from its committed offset.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="number">The partition's number.</param>
    /// <param name="awaitsStart">Whether the offset to start from is still to be found. Known before any other thread sees the assignment: a rewind must not
    /// end it.</param>
    public AssignedPartition Assign(string topic, int number, bool awaitsStart = false)
    {
        var generation = _generations.TryGetValue((topic, number), out var before) ? before + 1 : 0;
        _generations[(topic, number)] = generation;
        var partition = new AssignedPartition(topic, number, generation) { AwaitsStart = awaitsStart };
        _assigned[(topic, number)] = partition;
        Changed();
        return partition;
    }

    /// <summary>The assignment ends: nothing read under it counts any more.</summary>
    public void Revoke(AssignedPartition partition)
    {
        partition.Revoke();
        if (_assigned.Remove((partition.Topic, partition.Number)))
            Changed();
    }

    /// <summary>The present assignment of a partition; null where it is not assigned.</summary>
    public AssignedPartition? Find(string topic, int number)
    {
        // records come in runs of one partition
        if (_last is { } last && last.Number == number && last.Topic == topic)
            return last;
        return _last = _assigned.GetValueOrDefault((topic, number));
    }

    /// <summary>
    /// The assignment that a record just read belongs to; null where the record does not count. After an aborted transaction the assignment has ended with the
    /// partition still assigned: the first record that is dropped here then marks where to read again, since the client has gone past it.
    /// </summary>
    public AssignedPartition? Accept(string topic, int number, long offset)
    {
        if (Find(topic, number) is not { AwaitsStart: false } partition)
            return null;
        if (!partition.IsRevoked)
            return partition;
        partition.Read(offset);
        return null;
    }

    /// <summary>
    /// Ends every assignment after an aborted transaction, though the partitions stay assigned; where the start offset is unknown nothing was read. Any thread.
    /// </summary>
    public void EndReads()
    {
        foreach (var partition in _current)
            if (!partition.AwaitsStart)
                partition.Revoke();
    }

    /// <summary>Waits until nothing of these assignments is in flight.</summary>
    /// <param name="partitions">The assignments.</param>
    /// <param name="limit">How long.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="fault">Ends the wait: nothing will be delivered any more.</param>
    /// <returns>False: something still is in flight.</returns>
    public static bool WaitUntilDelivered(IReadOnlyCollection<AssignedPartition> partitions, TimeSpan limit, TimeProvider clock, CancellationToken fault)
    {
        var started = clock.GetTimestamp();
        foreach (var partition in partitions)
        {
            while (partition.HasInFlight)
            {
                if (fault.IsCancellationRequested || clock.GetElapsedTime(started) > limit)
                    return false;
                partition.WaitUntilDelivered(WaitInterval);
            }
        }

        return true;
    }

    /// <summary>
    /// Records between what is delivered and the end as far as the client knows it, by partition. Where nothing is delivered yet it counts from the first
    /// record read: an output that takes nothing from the start shows as lag too. Any thread.
    /// </summary>
    public IEnumerable<(AssignedPartition Partition, long Records)> Lag(IPartitionClient client)
    {
        foreach (var partition in _current)
        {
            var delivered = partition.Watermark >= 0 ? partition.Watermark : partition.FirstOffset;
            if (delivered < 0)
                continue;
            var end = client.HighWatermark(new TopicPartition(partition.Topic, partition.Number));
            if (end != Offset.Unset)
                yield return (partition, Math.Max(0, end.Value - delivered));
        }
    }

    /// <summary>
    /// Resumes those that are paused. Needed before a partition is given up as well: the client keeps a pause, so one that comes back would never be read.
    /// </summary>
    /// <returns>How many were paused.</returns>
    public static int ResumePaused(IPartitionClient client, IEnumerable<AssignedPartition> partitions)
    {
        var paused = partitions.Where(partition => partition.IsPaused).ToList();
        if (paused.Count > 0)
            client.Resume(paused.Select(partition => new TopicPartition(partition.Topic, partition.Number)));
        paused.ForEach(partition => partition.IsPaused = false);
        return paused.Count;
    }

    private void Changed()
    {
        _last = null;
        _current = [.. _assigned.Values];
    }
}
