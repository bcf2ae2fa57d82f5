using Confluent.Kafka;
using StreamLift.Ingest.Group;

namespace StreamLift.Ingest.Offsets;

/// <summary>For <c>--until-end</c>: what other members of the group have committed counts as read. Asked once a second. Poll thread only.</summary>
internal sealed class ForeignCommits(EndOffsetTracker end, Rebalance rebalance, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long _asked = clock.GetTimestamp();

    /// <summary>Asks for the committed offsets of the open partitions that this lane doesn't hold.</summary>
    public void Look<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        if (!end.HasEnd || clock.GetElapsedTime(_asked) < Interval)
            return;
        var open = end.OpenBut(rebalance.Held.Current)
            .Select(partition => new TopicPartition(partition.Topic, partition.Partition))
            .Where(partition => !rebalance.IsAwaited(partition))
            .ToList();
        try
        {
            foreach (var committed in open.Count == 0 ? [] : consumer.Committed(open, TimeSpan.FromSeconds(5)))
                end.Read(committed.Topic, committed.Partition.Value, committed.Offset == Offset.Unset ? -1 : committed.Offset.Value);
        }
        catch (KafkaException)
        {
            // asked again in a second
        }

        _asked = clock.GetTimestamp();
    }
}
