using Confluent.Kafka;

namespace StreamLift.Host.Brokers;

/// <summary>Names the partitions that can't be read or written, because they have no leader, with the brokers that hold them.</summary>
internal static class LeaderProblems
{
    /// <summary>A line for each group of partitions of a topic that lack a leader for the same reason.</summary>
    public static IEnumerable<string> Of(TopicMetadata topic, IReadOnlyCollection<BrokerMetadata> brokers) =>
        topic
            .Partitions.Where(partition => partition.Leader < 0)
            .GroupBy(partition => string.Join(',', partition.Replicas.Order()))
            .Select(group =>
            {
                var partitions = group.Select(partition => partition.PartitionId).Order().ToList();
                return $"topic {topic.Topic}, {Numbered("partition", partitions)} {(partitions.Count == 1 ? "has" : "have")} no leader "
                    + $"({Reason(group.First().Replicas, brokers, partitions.Count == 1 ? "its" : "their")})";
            });

    /// <summary><c>partition 3</c>, or <c>partitions 1, 2 and 5</c>.</summary>
    public static string Numbered(string noun, IReadOnlyList<int> numbers) =>
        numbers.Count == 1 ? $"{noun} {numbers[0]}" : $"{noun}s {string.Join(", ", numbers.SkipLast(1))} and {numbers[^1]}";

    // a broker that is down is not in the metadata
    private static string Reason(int[] replicas, IReadOnlyCollection<BrokerMetadata> brokers, string whose)
    {
        var down = replicas.Where(replica => brokers.All(broker => broker.BrokerId != replica)).Order().ToList();
        var up = replicas.Except(down).Order().ToList();
        return (down.Count, up.Count) switch
        {
            (0, 0) => "the broker names no replica",
            (1, 0) => $"{whose} only replica, broker {down[0]}, is down",
            (_, 0) => $"{whose} replicas, {Numbered("broker", down)}, are down",
            (0, _) => $"{Numbered("broker", up)} {AreOrIs(up)} up, but none was elected",
            _ => $"{Numbered("broker", down)} {AreOrIs(down)} down, and {Numbered("broker", up)} {AreOrIs(up)} not in sync",
        };
    }

    private static string AreOrIs(List<int> brokers) => brokers.Count == 1 ? "is" : "are";
}
