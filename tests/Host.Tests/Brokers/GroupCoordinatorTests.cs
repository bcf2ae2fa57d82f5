using Confluent.Kafka;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class GroupCoordinatorTests
{
    // the numbers are those of Kafka 4.3's own Utils.abs(group.hashCode()) % partitions
    [Theory]
    [InlineData("lifters", 50, 3)]
    [InlineData("streamlift", 50, 9)]
    [InlineData("poses-live-eu-west", 50, 48)]
    [InlineData("group-of-in-1234abcd", 3, 2)]
    public void Offsets_of_a_group_are_kept_where_the_broker_keeps_them(string group, int partitions, int partition) =>
        Assert.Equal(partition, GroupCoordinator.PartitionOf(group, partitions));

    [Fact]
    public void Metadata_without_the_topic_of_offsets_names_no_coordinator() =>
        Assert.Null(GroupCoordinator.PartitionOf("lifters", new Metadata([], [], 1, "boot")));
}
