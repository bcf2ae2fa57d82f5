using Confluent.Kafka;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class LeaderProblemsTests
{
    private static readonly BrokerMetadata[] Up = [new(1, "a", 9092), new(4, "b", 9092)];

    [Theory]
    [InlineData("its only replica, broker 2, is down", 2)]
    [InlineData("its replicas, brokers 2 and 3, are down", 3, 2)]
    [InlineData("broker 2 is down, and broker 4 is not in sync", 2, 4)]
    [InlineData("brokers 2 and 3 are down, and brokers 1 and 4 are not in sync", 4, 3, 2, 1)]
    [InlineData("broker 1 is up, but none was elected", 1)]
    [InlineData("the broker names no replica")]
    public void A_partition_without_leader_is_named_with_its_replicas(string reason, params int[] replicas) =>
        Assert.Equal([$"topic in, partition 3 has no leader ({reason})"], LeaderProblems.Of(Topic((3, -1, replicas), (1, 1, [2])), Up));

    [Fact]
    public void Partitions_without_leader_for_the_same_reason_share_a_line() =>
        Assert.Equal(
            [
                "topic in, partitions 0, 2 and 5 have no leader (their only replica, broker 2, is down)",
                "topic in, partition 1 has no leader (its only replica, broker 3, is down)",
            ],
            LeaderProblems.Of(Topic((0, -1, [2]), (1, -1, [3]), (2, -1, [2]), (5, -1, [2]), (6, 1, [1])), Up)
        );

    private static TopicMetadata Topic(params (int Number, int Leader, int[] Replicas)[] partitions) =>
        new(
            "in",
            [
                .. partitions.Select(partition => new PartitionMetadata(
                    partition.Number,
                    partition.Leader,
                    partition.Replicas,
                    [],
                    partition.Leader < 0 ? ErrorCode.LeaderNotAvailable : ErrorCode.NoError
                )),
            ],
            ErrorCode.NoError
        );
}
