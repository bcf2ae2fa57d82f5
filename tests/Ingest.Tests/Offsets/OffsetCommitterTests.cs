using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;

namespace StreamLift.Ingest.Tests.Offsets;

public sealed class OffsetCommitterTests
{
    private readonly Partitioned _lane = new();

    [Theory]
    [InlineData(ErrorCode.RebalanceInProgress, false)]
    [InlineData(ErrorCode.IllegalGeneration, false)]
    [InlineData(ErrorCode.StaleMemberEpoch, false)]
    [InlineData(ErrorCode.NotCoordinatorForGroup, false)]
    [InlineData(ErrorCode.Local_TimedOut, false)]
    [InlineData(ErrorCode.Local_AllBrokersDown, false)]
    [InlineData(ErrorCode.Local_NoOffset, true)]
    [InlineData(ErrorCode.UnknownMemberId, true)]
    [InlineData(ErrorCode.GroupAuthorizationFailed, true)]
    public void Commit_that_may_succeed_later_is_to_be_tried_again_and_any_other_is_not(ErrorCode code, bool isOver)
    {
        _lane.Client.OnCommit = () => new KafkaException(code);
        Assert.Equal(isOver, Committer().Commit());
    }

    [Theory]
    [InlineData(ErrorCode.RebalanceInProgress, false)]
    [InlineData(ErrorCode.UnknownMemberId, true)]
    public void Commit_that_failed_for_one_partition_is_judged_by_that_partitions_error(ErrorCode code, bool isOver)
    {
        _lane.Client.OnCommit = () => new TopicPartitionOffsetException([new("in", 0, 1, new Error(ErrorCode.NoError)), new("in", 1, 1, new Error(code))]);
        Assert.Equal(isOver, Committer().Commit());
    }

    [Fact]
    public void Commit_that_succeeds_is_over()
    {
        Assert.True(Committer().Commit());
        Assert.Equal(["Commit"], _lane.Client.Calls);
    }

    [Fact]
    public void Delivered_offset_is_stored_in_the_client()
    {
        _lane.Assign(0);
        Committer().Store(_lane.Of(0), 42);
        Assert.Equal(["Store 0@42"], _lane.Client.Calls);
    }

    [Fact]
    public void Exactly_once_stores_and_commits_nothing_by_the_consumer()
    {
        _lane.Assign(0);
        var committer = Committer(isOwn: false);
        committer.Store(_lane.Of(0), 42);
        Assert.True(committer.Commit());
        Assert.Empty(_lane.Client.Calls);
    }

    [Theory]
    [InlineData(ErrorCode.Local_State, false)]
    [InlineData(ErrorCode.Local_UnknownPartition, false)]
    [InlineData(ErrorCode.Local_Fail, true)]
    public void Offset_of_a_revoked_partition_is_ignored_and_other_store_errors_are_thrown(ErrorCode code, bool isThrown)
    {
        _lane.Assign(0);
        _lane.Client.StoreError = new KafkaException(code);
        Assert.Equal(isThrown, Record.Exception(() => Committer().Store(_lane.Of(0), 42)) is KafkaException);
    }

    private OffsetCommitter Committer(bool isOwn = true) =>
        new(new GroupMember(() => _lane.Client, ["in"], isStatic: false, _lane.Fencing, NullLogger.Instance), isOwn, NullLogger.Instance);
}
