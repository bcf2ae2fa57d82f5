using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class KnownOffsetsTests
{
    private readonly ConnectionErrors _connections = new("boot:9092");

    [Fact]
    public void Offsets_of_all_partitions_are_taken_with_the_end_for_a_time_without_records() =>
        Assert.Equal([5, -1, 7], Of(Answer(0, 5), Answer(1, Offset.End), Answer(2, 7)).Select(offset => offset.Offset.Value));

    // What the client answers, without an error, if it can't reach a leader. Taken for an empty partition, --until-end ended at once with nothing done.
    [Fact]
    public void A_partition_without_an_offset_is_an_error_and_never_an_empty_one()
    {
        Assert.Equal("topic in, partition 1: the broker gave no offset", Refused(Answer(0, 5), Answer(1, Offset.Unset), Answer(2, 7)));
        _connections.Hear(new Error(ErrorCode.Local_Transport, "elsewhere:9092/2: Connect to ipv4#10.0.0.1:9092 failed: Connection refused"));
        Assert.Equal(
            "topic in, partition 1: the broker gave no offset: broker 2 at elsewhere:9092 can't be reached (connection refused); this address is advertised by "
                + "boot:9092: see the broker's advertised.listeners",
            Refused(Answer(0, 5), Answer(1, Offset.Unset), Answer(2, 7))
        );
    }

    [Fact]
    public void Partitions_that_are_missing_in_the_answer_are_named() =>
        Assert.Equal("topic in, partitions 0 and 2: the broker gave no offset", Refused(Answer(1, 5)));

    [Fact]
    public void A_partition_that_is_refused_is_named_with_the_reason() =>
        Assert.StartsWith(
            "topic in, partition 2: the offsets can't be read: this user has no right to the topic (TopicAuthorizationFailed: ",
            Refused(Answer(0, 5), Answer(1, 5), Answer(2, Offset.Unset, ErrorCode.TopicAuthorizationFailed)),
            StringComparison.Ordinal
        );

    private string Refused(params TopicPartitionOffsetError[] answers) => Assert.Throws<BrokerException>(() => Of(answers)).Message;

    private List<TopicPartitionOffset> Of(params TopicPartitionOffsetError[] answers) =>
        KnownOffsets.Of(
            Enumerable
                .Range(0, 3)
                .Select(partition => new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition("in", partition), OffsetSpec = OffsetSpec.Latest() }),
            [.. answers],
            _connections
        );

    private static TopicPartitionOffsetError Answer(int partition, Offset offset, ErrorCode code = ErrorCode.NoError) =>
        new("in", partition, offset, new Error(code));
}
