using Confluent.Kafka;

namespace StreamLift.Ingest.Tests.Group;

public sealed class RebalanceHandlerTests
{
    private readonly Partitioned _lane = new();

    [Fact]
    public void Assigned_partitions_are_told_to_the_stage_and_started_by_the_client()
    {
        Assert.Equal([(0, Offset.Unset.Value), (1, Offset.Unset.Value)], _lane.Assign(0, 1));
        Assert.True(_lane.Rebalance.IsAssigned);
        Assert.Equal([0, 1], _lane.Stage.Assigned.Select(partition => partition.Number).Order());
    }

    [Fact]
    public void Empty_assignment_counts_as_an_assignment()
    {
        _lane.Assign();
        Assert.True(_lane.Rebalance.IsAssigned);
    }

    [Fact]
    public void Revoked_partition_is_finished_before_its_assignment_ends()
    {
        _lane.Assign(0, 1);
        var revoked = _lane.Of(1);
        _lane.Revoke(1);
        Assert.Equal([revoked], _lane.Finished);
        Assert.True(revoked.IsRevoked);
        Assert.Equal([0], _lane.Partitions.Current.Select(partition => partition.Number));
        Assert.DoesNotContain(revoked, _lane.Stage.Assigned);
    }

    [Fact]
    public void Partition_revoked_while_the_lane_closes_is_not_waited_for()
    {
        _lane.Assign(0);
        _lane.Rebalance.IsClosing = true;
        _lane.Revoke(0);
        Assert.Empty(_lane.Finished);
        Assert.Empty(_lane.Partitions.Current);
    }

    [Fact]
    public void Lost_partition_ends_without_being_finished()
    {
        _lane.Assign(0);
        var lost = _lane.Of(0);
        _lane.Lose(0);
        Assert.Empty(_lane.Finished);
        Assert.True(lost.IsRevoked);
        Assert.Equal(TimeSpan.Zero, _lane.Fencing.RejoinDelay(new Error(ErrorCode.FencedInstanceId)));
    }

    [Fact]
    public void Renewed_partition_has_a_new_generation_and_new_state()
    {
        _lane.Assign(0);
        var before = _lane.Of(0);
        _lane.Rebalance.Renew(_lane.Client, before, 0);
        Assert.Equal(1, _lane.Of(0).Generation);
        Assert.Equal([_lane.Of(0)], _lane.Stage.Assigned);
    }

    [Fact]
    public void Paused_partition_is_resumed_before_it_is_given_up()
    {
        _lane.Assign(0, 1);
        _lane.Of(1).IsPaused = true;
        _lane.Revoke(0, 1);
        Assert.Equal(["Resume 1"], _lane.Client.Calls);
    }

    [Theory]
    [InlineData(ErrorCode.GroupAuthorizationFailed, true)]
    [InlineData(ErrorCode.TopicAuthorizationFailed, true)]
    [InlineData(ErrorCode.RebalanceInProgress, false)]
    [InlineData(ErrorCode.NotCoordinatorForGroup, false)]
    [InlineData(ErrorCode.NoError, false)]
    public void Background_commit_refused_for_a_missing_right_ends_the_lane(ErrorCode code, bool ends)
    {
        _lane.Rebalance.OnCommitted(Answer(code, ErrorCode.NoError));
        Assert.Equal(ends, Record.Exception(_lane.Rebalance.ThrowIfCommitRefused) is KafkaException thrown && thrown.Error.Code == code);
    }

    [Fact]
    public void Background_commit_refused_for_one_partition_ends_the_lane()
    {
        _lane.Rebalance.OnCommitted(Answer(ErrorCode.NoError, ErrorCode.TopicAuthorizationFailed));
        _lane.Rebalance.OnCommitted(Answer(ErrorCode.NoError, ErrorCode.NoError)); // the poll thread may look only after a later commit
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, Assert.Throws<KafkaException>(_lane.Rebalance.ThrowIfCommitRefused).Error.Code);
    }

    private static CommittedOffsets Answer(ErrorCode whole, ErrorCode partition) =>
        new([new("in", 0, 1, new Error(ErrorCode.NoError)), new("in", 1, 1, new Error(partition))], new Error(whole));
}
