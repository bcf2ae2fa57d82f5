using Confluent.Kafka;
using StreamLift.Lanes;

namespace StreamLift.Ingest;

/// <summary>The client's names for an assigned partition.</summary>
internal static class TopicPartitionExtensions
{
    public static TopicPartition ToTopicPartition(this AssignedPartition partition) => new(partition.Topic, partition.Number);

    public static TopicPartitionOffset At(this AssignedPartition partition, long offset) => new(partition.Topic, partition.Number, offset);
}
