using System.Text;
using Confluent.Kafka;
using StreamLift.Ingest.Group;
using StreamLift.Lanes;
using StreamLift.Poses;

namespace StreamLift.Ingest.State;

/// <summary>What can be wrong with a state topic, each in one line with the remedy.</summary>
internal static class StateProblems
{
    /// <summary>A record that is no state.</summary>
    public static ConfigurationException Foreign(StateTopic topic, in StateTopicRecord record) =>
        new(
            $"topic {topic.Name}[{record.Partition}] holds a record at offset {record.Offset} that is not state of StreamLift: name another topic with --state"
        );

    /// <summary>The state of another group.</summary>
    public static ConfigurationException OfGroup(StateTopic topic, string group) =>
        new($"topic {topic.Name} holds the state of group {group}, and this is group {topic.Group}: name another topic with --state");

    /// <summary>State that the stage can't use.</summary>
    public static ConfigurationException Unusable(StateTopic topic, AssignedPartition partition, ReadOnlySpan<byte> key, string reason) =>
        new(
            $"topic {topic.Name}[{partition.Number}]: the state of {Encoding.UTF8.GetString(key)} can't be used: {reason}; run the version that wrote it, with "
                + "the files that it had, or begin without state: name a new topic with --state"
        );

    /// <summary>A partition that the state topic does not have.</summary>
    public static ConfigurationException Missing(StateTopic topic, AssignedPartition partition) =>
        new(
            $"topic {topic.Name} has no partition {partition.Number}, which the state of {partition} needs, or this user may not see it: create it with as "
                + "many partitions as the input"
        );

    /// <summary>An error that does not pass.</summary>
    public static Exception Of(StateTopic topic, AssignedPartition partition, Error error) =>
        IsUnknownTopic(error) ? Missing(topic, partition) : StateException.Of(topic, error);

    /// <summary>Whether an error does not pass.</summary>
    public static bool IsFinal(Error error) => ConsumerErrors.IsFinal(error) || IsUnknownTopic(error) || error.Code == ErrorCode.TopicException;

    /// <summary>Whether the broker does not know the topic or the partition.</summary>
    public static bool IsUnknownTopic(Error error) =>
        error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownPartition or ErrorCode.Local_UnknownTopic;
}
