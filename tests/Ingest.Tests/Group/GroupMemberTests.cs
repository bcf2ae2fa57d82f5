using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Group;

namespace StreamLift.Ingest.Tests.Group;

public sealed class GroupMemberTests : IDisposable
{
    private readonly Partitioned _lane;
    private readonly List<ScriptedPartitionClient> _made = [];
    private readonly GroupMember _member;

    public GroupMemberTests()
    {
        _lane = new Partitioned(new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        _member = new GroupMember(Connect, ["in"], isStatic: true, _lane.Fencing, NullLogger.Instance);
        _member.Join();
    }

    public void Dispose() => _member.Dispose();

    [Fact]
    public void Consumer_fenced_by_its_own_commit_is_replaced_and_its_assignments_end()
    {
        _lane.Assign(0);
        var first = _lane.Of(0);
        _lane.Lose(0);
        _lane.Assign(0); // accepted again before the answer to the old commit
        var second = _lane.Of(0);
        _made[0].Then(() => throw ScriptedPartitionClient.Failure(ErrorCode.FencedInstanceId, isFatal: true));

        Assert.Null(Poll());
        Assert.True(first.IsRevoked && second.IsRevoked);
        Assert.Empty(_lane.Partitions.Current);
        Assert.Equal(2, _made.Count);
        Assert.Equal("Subscribe in", _made[1].Calls[0]);
        Assert.False(_made[0].IsDisposed, "another thread may be in one of its calls");
        Assert.Null(Poll());
        Assert.Equal(2, _made.Count);

        _member.Dispose();
        Assert.All(_made, client => Assert.True(client.IsDisposed));
    }

    [Fact]
    public void Consumer_with_an_unreleased_instance_id_retries_and_disposes_the_old_clients()
    {
        for (var i = 0; i < 3; i++)
        {
            _made[^1].Then(() => throw ScriptedPartitionClient.Failure(ErrorCode.UnreleasedInstanceId, isFatal: true));
            Assert.Null(_member.Poll(TimeSpan.Zero, () => { }, new CancellationToken(canceled: true))); // no pauses
        }

        Assert.Equal([true, true, true, false], _made.Select(client => client.IsDisposed));
    }

    [Fact]
    public void Consumer_fenced_by_another_process_ends()
    {
        _lane.Assign(0);
        _made[0].Then(() => throw ScriptedPartitionClient.Failure(ErrorCode.FencedInstanceId, isFatal: true));
        Assert.Equal(ErrorCode.FencedInstanceId, Assert.Throws<ConsumeException>(() => Poll()).Error.Code);
        Assert.Single(_made);
    }

    [Fact]
    public void Transient_error_gives_no_record_and_keeps_the_client()
    {
        _made[0].Then(() => throw ScriptedPartitionClient.Failure(ErrorCode.Local_Transport));
        Assert.Null(Poll());
        Assert.Single(_made);
    }

    [Fact]
    public void Polled_record_is_handed_on()
    {
        var record = new ConsumedRecord("in", 0, 5, IsPartitionEnd: false, null);
        _made[0].Then(() => record);
        Assert.Equal(record, Poll());
    }

    private ConsumedRecord? Poll() => _member.Poll(TimeSpan.Zero, () => _lane.Rebalance.EndAll(_member.Client), CancellationToken.None);

    private ScriptedPartitionClient Connect()
    {
        _made.Add(new ScriptedPartitionClient());
        return _made[^1];
    }
}
