using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class RequestRetryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly SkippingClock _clock = new();
    private int _tries;

    [Theory]
    [InlineData(ErrorCode.NotCoordinatorForGroup)]
    [InlineData(ErrorCode.GroupCoordinatorNotAvailable)]
    [InlineData(ErrorCode.GroupLoadInProgress)]
    [InlineData(ErrorCode.Local_WaitCoord)]
    [InlineData(ErrorCode.LeaderNotAvailable)]
    [InlineData(ErrorCode.NotLeaderForPartition)]
    public async Task Request_is_repeated_while_a_coordinator_or_leader_is_being_found(ErrorCode code)
    {
        Assert.Equal(3, await AskAsync(() => new KafkaException(code), failures: 2));
        Assert.Equal(3, _tries);
    }

    // the exception itself says "check individual result elements"
    [Fact]
    public async Task Error_of_a_coordinator_counts_where_only_the_results_have_it()
    {
        Assert.Equal(2, await AskAsync(() => OfGroup(ErrorCode.NotCoordinatorForGroup, ErrorCode.NoError), failures: 1));
        _tries = 0;
        Assert.Equal(2, await AskAsync(() => OfGroup(ErrorCode.NoError, ErrorCode.GroupLoadInProgress), failures: 1));
    }

    [Fact]
    public async Task The_error_of_a_result_comes_before_the_one_that_refers_to_it()
    {
        var refused = await Assert.ThrowsAsync<AlterConsumerGroupOffsetsException>(() =>
            AskAsync(() => OfGroup(ErrorCode.NoError, ErrorCode.TopicAuthorizationFailed), failures: 9)
        );
        Assert.Equal(1, _tries);
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, RequestRetry.Errors(refused).First().Code);
    }

    [Fact]
    public async Task Retries_end_at_the_limit_with_the_error_unchanged()
    {
        var error = await Assert.ThrowsAsync<KafkaException>(() => AskAsync(() => new KafkaException(ErrorCode.NotCoordinatorForGroup), failures: 1000));
        Assert.Equal(ErrorCode.NotCoordinatorForGroup, error.Error.Code);
        Assert.InRange(_tries, 10, 100);
    }

    private static AlterConsumerGroupOffsetsException OfGroup(ErrorCode group, ErrorCode partition) =>
        new([
            new AlterConsumerGroupOffsetsReport
            {
                Group = "lifters",
                Error = new Error(group),
                Partitions = [new TopicPartitionOffsetError("in", 0, 0, new Error(partition))],
            },
        ]);

    private Task<int> AskAsync(Func<Exception> error, int failures) =>
        RequestRetry.RunAsync(Limit, _clock, () => ++_tries <= failures ? Task.FromException<int>(error()) : Task.FromResult(_tries));
}
