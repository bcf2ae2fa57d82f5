using Confluent.Kafka;

namespace StreamLift.Ingest.Group;

/// <summary>
/// What the group tells a member. Called by the client within Poll and Close, on the polling thread; nothing may be thrown, since that would lose the record
/// being polled.
/// </summary>
internal interface IGroupEvents
{
    /// <summary>Partitions are assigned.</summary>
    /// <returns>The offset to read each from.</returns>
    IEnumerable<TopicPartitionOffset> OnAssigned(IPartitionClient client, List<TopicPartition> partitions);

    /// <summary>Partitions are to be given up: what was read of them can still be delivered and committed.</summary>
    void OnRevoked(IPartitionClient client, List<TopicPartitionOffset> partitions);

    /// <summary>Partitions are another member's already: nothing of them may be committed any more.</summary>
    void OnLost(IPartitionClient client, List<TopicPartitionOffset> partitions);

    /// <summary>A background commit has been answered.</summary>
    void OnCommitted(CommittedOffsets offsets);
}
