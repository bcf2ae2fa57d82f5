using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Offsets;

namespace StreamLift.Ingest.Tests.Offsets;

public sealed class StartOffsetResolverTests
{
    private readonly Partitioned _lane = Lane(Offset.Beginning);

    private StartOffsetResolver Starts => _lane.Starts!;

    private List<string> Seeks => [.. _lane.Client.Calls.Where(call => call.StartsWith("Seek", StringComparison.Ordinal))];

    [Fact]
    public void Assigned_partition_starts_at_its_committed_offset_or_else_the_configured_reset()
    {
        Assert.Equal([(0, 7L), (1, Offset.Beginning.Value)], _lane.Assign(0, 1));
        Assert.Equal([(0, 7L), (1, Offset.End.Value)], Lane(Offset.End).Assign(0, 1));
    }

    [Fact]
    public void Offset_held_by_an_open_transaction_is_awaited_per_partition_and_then_sought()
    {
        _lane.Client.HeldBack = [0, 1];
        Assert.Equal([(0, 900), (1, 901)], _lane.Assign(0, 1));
        Assert.All(_lane.Partitions.Current, partition => Assert.True(partition.AwaitsStart));
        Assert.Null(_lane.Partitions.Accept("in", 0, 900)); // what is read at the end meanwhile

        _lane.Client.HeldBack = [0];
        Until(() => Seeks.Count == 1);
        Assert.Equal((true, false), (_lane.Of(0).AwaitsStart, _lane.Of(1).AwaitsStart));

        _lane.Client.FailingSeeks = 2; // the client has not begun with it yet
        _lane.Client.HeldBack = [];
        Until(() => Seeks.Count == 2);
        Assert.Equal([$"Seek 1@{Offset.Beginning.Value}", "Seek 0@7"], Seeks);
        Assert.NotNull(_lane.Partitions.Accept("in", 0, 7));
    }

    [Fact]
    public void Partition_revoked_while_its_offset_is_awaited_is_not_sought()
    {
        _lane.Client.HeldBack = [0, 1];
        _lane.Assign(0, 1);
        _lane.Revoke(1);
        _lane.Client.HeldBack = [];
        Until(() => Seeks.Count == 1);
        Starts.SeekToKnown(_lane.Client);
        Assert.Equal(["Seek 0@7"], Seeks);
        Assert.Equal([0], _lane.Partitions.Current.Select(partition => partition.Number));
    }

    [Fact]
    public void Permanent_error_while_awaiting_committed_offsets_ends_the_lane()
    {
        _lane.Client.HeldBack = [0, 1];
        _lane.Client.CommittedError = ErrorCode.GroupAuthorizationFailed;
        _lane.Assign(0, 1);
        Assert.Equal(ErrorCode.GroupAuthorizationFailed, Assert.Throws<KafkaException>(() => Starts.SeekToKnown(_lane.Client)).Error.Code);
    }

    [Fact]
    public void Stopping_lane_waits_for_the_offset_request_in_progress_and_sends_no_other()
    {
        _lane.Client.HeldBack = [0, 1];
        _lane.Assign(0, 1);
        Starts.SeekToKnown(_lane.Client);
        Assert.True(Starts.End());
        var asked = _lane.Client.Count("Committed");
        Starts.SeekToKnown(_lane.Client);
        Assert.Equal(asked, _lane.Client.Count("Committed"));
    }

    [Fact]
    public void Transaction_aborted_while_a_start_offset_is_asked_for_does_not_lose_the_start()
    {
        var rewind = new RewindHandler(_lane.Partitions, _lane.Rebalance, new EndOffsetTracker(null), NullLogger.Instance);
        _lane.Client.HeldBack = [0];
        _lane.Client.OnCommitted = rewind.Request; // the sender's, while the poll thread waits for the answer
        _lane.Assign(0);
        _lane.Client.OnCommitted = () => { };
        rewind.Rewind(_lane.Client);
        Assert.True(_lane.Of(0).AwaitsStart);
        Assert.Null(_lane.Partitions.Accept("in", 0, 900));
        _lane.Client.HeldBack = [];
        Until(() => Seeks.Count == 1);
        Assert.Equal(["Seek 0@7"], Seeks);
        Assert.NotNull(_lane.Partitions.Accept("in", 0, 7));
    }

    [Fact]
    public void Partition_paused_while_its_offset_is_awaited_is_resumed_before_it_is_sought()
    {
        _lane.Client.HeldBack = [0];
        _lane.Assign(0);
        _lane.Of(0).IsPaused = true;
        _lane.Client.HeldBack = [];
        Until(() => Seeks.Count == 1);
        Assert.True(_lane.Client.Calls.IndexOf("Resume 0") < _lane.Client.Calls.IndexOf("Seek 0@7"));
        Assert.False(_lane.Of(0).IsPaused);
    }

    // The group has 7 committed for partition 0 and nothing for any other.
    private static Partitioned Lane(Offset none)
    {
        var lane = new Partitioned(resolvesStarts: true, none: none);
        lane.Client.CommittedOffsets[0] = 7;
        return lane;
    }

    private void Until(Func<bool> isSo) =>
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    Starts.SeekToKnown(_lane.Client);
                    return isSo();
                },
                TimeSpan.FromMinutes(1)
            )
        );
}
