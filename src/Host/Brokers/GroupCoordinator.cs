using Confluent.Kafka;

namespace StreamLift.Host.Brokers;

/// <summary>Finds the broker that coordinates a consumer group without asking for it: the leader of the partition that keeps the group's offsets.</summary>
internal static class GroupCoordinator
{
    /// <summary>The topic in which a cluster keeps the offsets of its groups. It is made for the first group.</summary>
    public const string Topic = "__consumer_offsets";

    /// <summary>The partition of <see cref="Topic"/> that keeps a group's offsets; null if the metadata lacks the topic.</summary>
    public static PartitionMetadata? PartitionOf(string group, Metadata metadata) =>
        metadata.Topics.Find(topic => topic.Topic == Topic) is { Partitions: { Count: > 0 } partitions }
            ? partitions.Find(partition => partition.PartitionId == PartitionOf(group, partitions.Count))
            : null;

    /// <summary>The number of the partition, by the broker's rule: the group's Java hash code without its sign.</summary>
    public static int PartitionOf(string group, int partitions)
    {
        var hash = group.Aggregate(0, (sum, letter) => unchecked((31 * sum) + letter));
        return hash == int.MinValue ? 0 : Math.Abs(hash) % partitions;
    }
}
