using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;

namespace StreamLift.Ingest.Tests.Group;

public sealed class GroupExitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly Partitioned _lane;

    public GroupExitTests()
    {
        _lane = new Partitioned(_clock);
        _lane.Client.OnPoll = () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(0.5));
            return null;
        };
    }

    [Fact]
    public void Member_with_partitions_commits_then_leaves()
    {
        _lane.Assign(0);
        Assert.True(Exit(isStatic: false).TryLeave(Limit));
        Assert.Equal(["Commit", "Unsubscribe", "Close"], _lane.Client.Calls);
        Assert.True(_lane.Rebalance.IsClosing); // the partitions that Close revokes are committed already
    }

    [Fact]
    public void Static_member_does_not_unsubscribe_and_so_keeps_its_place()
    {
        _lane.Assign(0);
        Assert.True(Exit(isStatic: true).TryLeave(Limit));
        Assert.Equal(["Commit", "Close"], _lane.Client.Calls);
    }

    [Fact]
    public void Member_that_is_joining_polls_until_it_is_accepted()
    {
        _lane.Client.Then(() => null);
        _lane.Client.Then(() => null);
        _lane.Client.Then(() =>
        {
            _lane.Assign();
            return null;
        });
        Assert.True(Exit(isStatic: false).TryLeave(Limit));
        Assert.Equal(["Poll", "Poll", "Poll", "Commit", "Unsubscribe", "Close"], _lane.Client.Calls);
    }

    [Fact]
    public void Member_that_is_never_accepted_leaves_after_four_seconds()
    {
        Assert.True(Exit(isStatic: false).TryLeave(Limit));
        Assert.Equal(9, _lane.Client.Count("Poll")); // half a second each
        Assert.Equal("Close", _lane.Client.Calls[^1]);
    }

    [Fact]
    public void Commit_refused_during_a_rebalance_is_tried_again_between_polls()
    {
        _lane.Assign(0);
        _lane.Client.OnCommit = () => _lane.Client.Count("Commit") < 3 ? new KafkaException(ErrorCode.RebalanceInProgress) : null;
        Assert.True(Exit(isStatic: false).TryLeave(Limit));
        Assert.Equal(["Commit", "Poll", "Commit", "Poll", "Commit", "Unsubscribe", "Close"], _lane.Client.Calls);
    }

    [Fact]
    public void Member_leaves_the_group_though_its_last_commit_is_refused_for_the_whole_limit()
    {
        _lane.Assign(0);
        _lane.Client.OnCommit = () => new KafkaException(ErrorCode.RebalanceInProgress);
        Assert.True(Exit(isStatic: false).TryLeave(Limit));
        Assert.True(_clock.GetElapsedTime(0) > Limit);
        Assert.Equal("Close", _lane.Client.Calls[^1]);
    }

    [Fact]
    public void Poll_that_fails_while_leaving_does_not_stop_the_exit()
    {
        _lane.Client.OnPoll = () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            throw ScriptedPartitionClient.Failure(ErrorCode.Local_Transport);
        };
        Assert.True(Exit(isStatic: false).TryLeave(Limit));
        Assert.Equal("Close", _lane.Client.Calls[^1]);
    }

    private GroupExit Exit(bool isStatic)
    {
        var member = new GroupMember(() => _lane.Client, ["in"], isStatic, _lane.Fencing, NullLogger.Instance);
        return new GroupExit(member, new OffsetCommitter(member, isOwn: true, NullLogger.Instance), _lane.Rebalance, _clock);
    }
}
