using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Offsets;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Tests.Offsets;

public sealed class RewindHandlerTests
{
    private readonly Partitioned _lane = new();
    private readonly EndOffsetTracker _end = new(new Dictionary<(string, int), long> { [("in", 0)] = 8 });
    private readonly RewindHandler _rewind;

    public RewindHandlerTests()
    {
        _rewind = new RewindHandler(_lane.Partitions, _lane.Rebalance, _end, NullLogger.Instance);
        _lane.Assign(0, 1);
    }

    private IEnumerable<string> Seeks => _lane.Client.Calls.Where(call => call.StartsWith("Seek", StringComparison.Ordinal));

    [Fact]
    public void Rewind_seeks_to_the_committed_offset_or_else_to_the_first_record_read()
    {
        Accept(0, 7)!.Read(7);
        Accept(1, 20)!.Read(20);
        _lane.Client.CommittedOffsets[1] = 18;
        _rewind.Request();
        Assert.True(_rewind.IsPending);
        _rewind.Rewind(_lane.Client);
        Assert.Equal(["Seek 0@7", "Seek 1@18"], Seeks);
        Assert.False(_rewind.IsRequested);
    }

    [Fact]
    public void First_record_that_arrives_between_abort_and_rewind_is_read_again()
    {
        _rewind.Request();
        Assert.Null(Accept(0, 5));
        Assert.Null(Accept(0, 6));
        _rewind.Rewind(_lane.Client);
        Assert.Equal(["Seek 0@5"], Seeks);
        Assert.NotNull(Accept(0, 5));
    }

    [Fact]
    public void Rewind_leaves_a_partition_with_nothing_read_where_it_is()
    {
        _rewind.Request();
        Assert.False(_rewind.IsPending);
        _rewind.Rewind(_lane.Client);
        Assert.Empty(Seeks);
        Assert.NotNull(Accept(0, 0));
    }

    [Fact]
    public void Rewind_is_tried_again_while_the_broker_does_not_answer()
    {
        Accept(0, 7)!.Read(7);
        _lane.Client.HeldBack = [0];
        _rewind.Request();
        _rewind.Rewind(_lane.Client);
        Assert.True(_rewind.IsRequested);
        Assert.Empty(Seeks);
        _lane.Client.HeldBack = [];
        _rewind.Rewind(_lane.Client);
        Assert.Equal(["Seek 0@7"], Seeks);
    }

    [Fact]
    public void Rewound_partition_is_resumed_first_and_its_end_counts_as_unread()
    {
        Accept(0, 7)!.Read(7);
        _lane.Of(0).IsPaused = true;
        _end.Read("in", 0, 8);
        Assert.True(_end.IsReached);
        _rewind.Request();
        _rewind.Rewind(_lane.Client);
        Assert.Equal(["Committed", "Resume 0", "Seek 0@7"], _lane.Client.Calls);
        Assert.False(_end.IsReached);
    }

    private AssignedPartition? Accept(int partition, long offset) => _lane.Partitions.Accept("in", partition, offset);
}
