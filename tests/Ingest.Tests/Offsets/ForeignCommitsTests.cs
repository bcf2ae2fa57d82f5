using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Offsets;

namespace StreamLift.Ingest.Tests.Offsets;

public sealed class ForeignCommitsTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly EndOffsetTracker _end = new(new Dictionary<(string, int), long> { [("in", 0)] = 10, [("in", 1)] = 3 });
    private readonly Partitioned _lane = new();
    private readonly ForeignCommits _foreign;

    public ForeignCommitsTests() => _foreign = new ForeignCommits(_end, _lane.Partitions, _clock);

    [Fact]
    public void Offsets_committed_by_other_members_count_as_read_and_own_partitions_do_not()
    {
        _lane.Assign(0);
        (_lane.Client.CommittedOffsets[0], _lane.Client.CommittedOffsets[1]) = (10, 3);
        CheckAfter(1);
        Assert.False(_end.IsReached);
        _end.Read("in", 0, 10);
        Assert.True(_end.IsReached);
    }

    [Fact]
    public void Partition_without_a_committed_offset_stays_open()
    {
        _lane.Client.CommittedOffsets[0] = 10;
        CheckAfter(1);
        Assert.False(_end.IsReached);
        _lane.Client.CommittedOffsets[1] = 2;
        CheckAfter(1);
        Assert.False(_end.IsReached);
        _lane.Client.CommittedOffsets[1] = 3;
        CheckAfter(1);
        Assert.True(_end.IsReached);
    }

    [Fact]
    public void Broker_is_asked_at_most_once_a_second()
    {
        CheckAfter(0.9);
        Assert.Equal(0, _lane.Client.Count("Committed"));
        CheckAfter(0.1);
        CheckAfter(0.9);
        Assert.Equal(1, _lane.Client.Count("Committed"));
        CheckAfter(0.1);
        Assert.Equal(2, _lane.Client.Count("Committed"));
    }

    [Fact]
    public void Broker_that_does_not_answer_is_asked_again_a_second_later()
    {
        _lane.Client.HeldBack = [0, 1];
        CheckAfter(1);
        CheckAfter(0.5);
        Assert.Equal(1, _lane.Client.Count("Committed"));
        CheckAfter(0.5);
        Assert.Equal(2, _lane.Client.Count("Committed"));
    }

    [Fact]
    public void Broker_is_not_asked_without_an_end_or_with_every_open_partition_assigned_here()
    {
        _lane.Assign(0, 1);
        CheckAfter(1);
        var without = new ForeignCommits(new EndOffsetTracker(null), _lane.Partitions, _clock);
        _clock.Advance(TimeSpan.FromSeconds(2));
        without.Check(_lane.Client);
        Assert.Empty(_lane.Client.Calls);
    }

    private void CheckAfter(double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        _foreign.Check(_lane.Client);
    }
}
