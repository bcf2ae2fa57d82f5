using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest.Group;

/// <summary>
/// What happens when the group gives partitions and takes them. Called by the client within Consume and Close, on the poll thread; none of
/// it throws, since that would cost the record being polled.
/// </summary>
internal sealed class Rebalance(
    OffsetLedger ledger,
    Action<IReadOnlyCollection<AssignedPartition>> finishRevoked,
    Action<IReadOnlyCollection<AssignedPartition>> release,
    FencingPolicy rejoin,
    ILogger log,
    StartOffsetResolver? positions = null
)
{
    private readonly ConcurrentDictionary<AssignedPartition, long> _watermarks = [];

    /// <summary>The partitions held now.</summary>
    public Assignments Held { get; } = new();

    /// <summary>Whether an assignment has come, even an empty one.</summary>
    public bool IsAssigned { get; set; }

    /// <summary>The lane is leaving and has committed already.</summary>
    public bool Closing { get; set; }

    /// <summary>Partitions come.</summary>
    /// <returns>Where each is to be read on from.</returns>
    public IEnumerable<TopicPartitionOffset> Assigned<TKey, TValue>(IConsumer<TKey, TValue> consumer, List<TopicPartition> assigned)
    {
        var come = assigned.Select(partition => Held.Assign(partition.Topic, partition.Partition.Value)).ToList();
        come.ForEach(ledger.Begin);
        IsAssigned = true;
        rejoin.Assigned();
        log.PartitionsAssigned(assigned.Count, Held.Current.Count);
        if (positions is not null && assigned.Count > 0)
        {
            if (positions.Of(consumer, assigned) is { } known)
                return known;
            Forget(come);
            return StartOffsetResolver.Meanwhile(consumer, assigned);
        }

        return assigned.Select(partition => new TopicPartitionOffset(partition, Offset.Unset)); // the client asks
    }

    /// <summary>Whether a partition has come of which it is not known yet where to read on.</summary>
    public bool IsAwaited(TopicPartition partition) => positions?.IsAwaited(partition) == true;

    /// <summary>The lane ends: false where the client is still in a call on another thread, and may not be closed.</summary>
    public bool EndPlacing() => positions?.End() ?? true;

    /// <summary>Sends the client to positions that have become known. Between two of its calls.</summary>
    public void Place<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        if (positions is { IsAwaiting: true }) // asked at every record
            positions.Place(consumer, partition => ledger.Begin(Held.Assign(partition.Topic, partition.Partition.Value)));
    }

    /// <summary>Partitions are asked back: what was read of them is delivered and committed first.</summary>
    public void Revoked(List<TopicPartitionOffset> revoked)
    {
        IsAssigned = true; // a first assignment that is empty may show only so
        var going = revoked.Select(partition => Held.Find(partition.Topic, partition.Partition.Value)).OfType<AssignedPartition>().ToList();
        revoked.ForEach(partition => positions?.Forget(partition.TopicPartition));
        if (!Closing)
            finishRevoked(going);
        Forget(going);
        log.PartitionsRevoked(going.Count, Held.Current.Count);
    }

    /// <summary>Partitions are gone already and belong to another: nothing of them may be committed any more.</summary>
    public void Lost(List<TopicPartitionOffset> lost)
    {
        lost.ForEach(partition => positions?.Forget(partition.TopicPartition));
        var gone = lost.Select(partition => Held.Find(partition.Topic, partition.Partition.Value)).OfType<AssignedPartition>().ToList();
        Forget(gone);
        rejoin.Lost();
        log.PartitionsLost(gone.Count, Held.Current.Count);
    }

    /// <summary>The client is gone, and with it whatever it still held.</summary>
    public void LostAll()
    {
        positions?.ForgetAll();
        Forget([.. Held.Current]);
    }

    /// <summary>Resumes partitions that are paused.</summary>
    public void Release(IReadOnlyCollection<AssignedPartition> origins) => release(origins);

    /// <summary>
    /// A partition that is held is read anew from where it stands committed: what was read of it so far belongs to an assignment that is over.
    /// </summary>
    public void Renew(AssignedPartition origin)
    {
        Forget([origin]);
        ledger.Begin(Held.Assign(origin.Topic, origin.Partition));
    }

    /// <summary>Everything below the offset has been delivered.</summary>
    public void Watermark(AssignedPartition origin, long offset) => _watermarks[origin] = offset;

    /// <summary>
    /// Records between what has been delivered and the end as far as the client knows it. Where nothing has been delivered yet, from what was read first: an
    /// output that takes nothing from
    /// the start shows as lag too.
    /// </summary>
    public IEnumerable<(AssignedPartition Origin, long Records)> Lag<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        foreach (var origin in Held.Current)
        {
            if (!_watermarks.TryGetValue(origin, out var delivered) && (delivered = origin.FirstOffset) < 0)
                continue;
            var end = consumer.GetWatermarkOffsets(new TopicPartition(origin.Topic, origin.Partition)).High;
            if (end != Offset.Unset)
                yield return (origin, Math.Max(0, end.Value - delivered));
        }
    }

    private void Forget(IReadOnlyList<AssignedPartition> gone)
    {
        release(gone);
        foreach (var origin in gone)
        {
            origin.End();
            ledger.End(origin);
            _watermarks.TryRemove(origin, out _);
            Held.Remove(origin.Topic, origin.Partition);
        }
    }
}
