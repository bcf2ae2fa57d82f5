using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Takes the answer for the offsets of partitions only if it is complete. If a leader can't be reached, the client answers without an error and without
/// an offset: taken for an empty partition, its records would be skipped.
/// </summary>
internal static class KnownOffsets
{
    /// <summary>The offset of every partition that was asked for. The offset of a time is -1, the end, if no record is as recent.</summary>
    /// <param name="asked">The partitions.</param>
    /// <param name="answers">The broker's answers.</param>
    /// <param name="connections">Explains why answers are missing.</param>
    /// <exception cref="BrokerException">An answer is missing: it names the partitions.</exception>
    public static List<TopicPartitionOffset> Of(
        IEnumerable<TopicPartitionOffsetSpec> asked,
        List<TopicPartitionOffsetError> answers,
        ConnectionErrors connections
    )
    {
        var missing = asked
            .Select(asked => asked.TopicPartition)
            .Except(answers.Where(answer => !answer.Error.IsError && answer.Offset != Offset.Unset).Select(answer => answer.TopicPartition))
            .GroupBy(partition => partition.Topic, partition => partition.Partition.Value)
            .Select(topic => $"topic {topic.Key}, {LeaderProblems.Numbered("partition", [.. topic.Order()])}")
            .ToList();
        if (missing.Count == 0)
            return answers.ConvertAll(answer => answer.TopicPartitionOffset);
        var named = string.Join("; ", missing);
        throw answers.Find(answer => answer.Error.IsError)?.Error is { } error
            ? connections.Explain($"{named}: the offsets can't be read", error)
            : connections.Explain($"{named}: the broker gave no offset");
    }
}
