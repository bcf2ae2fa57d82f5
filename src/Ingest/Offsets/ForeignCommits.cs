using Confluent.Kafka;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Partitions;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// For <c>--until-end</c>: what other members of the group have committed counts as read. The broker is asked once a second. Poll thread only.
/// </summary>
internal sealed class ForeignCommits(EndOffsetTracker end, AssignedPartitions partitions, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);
    private long _asked = clock.GetTimestamp();

    /// <summary>Asks for the committed offsets of the open partitions that this lane is not assigned.</summary>
    public void Check(IPartitionClient client)
    {
        if (!end.HasEnd || clock.GetElapsedTime(_asked) < Interval)
            return;
        var open = end.OpenExcept(partitions.Current).Select(partition => new TopicPartition(partition.Topic, partition.Partition)).ToList();
        try
        {
            foreach (var committed in open.Count == 0 ? [] : client.Committed(open, AnswerTimeout))
                end.Read(committed.Topic, committed.Partition.Value, committed.Offset == Offset.Unset ? -1 : committed.Offset.Value);
        }
        catch (KafkaException)
        {
            // asked again in a second
        }

        _asked = clock.GetTimestamp();
    }
}
