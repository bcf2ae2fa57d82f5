using StreamLift.Lifter;

namespace StreamLift.Ingest.Tests;

public sealed class EndWatchTests
{
    [Fact]
    public void The_end_is_reached_when_every_partition_has_been_read_to_its_own_by_whichever_lane()
    {
        var watch = new EndWatch(new Dictionary<(string, int), long> { [("in", 0)] = 10, [("in", 1)] = 3 });
        watch.Read("in", 0, 9);
        watch.Read("in", 1, 3);
        Assert.False(watch.IsReached);
        watch.Read("in", 0, 10);
        Assert.True(watch.IsReached);
    }

    [Fact]
    public void What_a_lane_does_not_hold_stays_open_until_somebody_has_read_it()
    {
        var watch = new EndWatch(new Dictionary<(string, int), long> { [("in", 0)] = 10, [("in", 1)] = 3, [("other", 0)] = 1 });
        var held = new[] { new Origin("in", 0, 0) };
        Assert.Equal([("in", 1), ("other", 0)], watch.OpenBut(held));
        watch.Read("other", 0, 1);
        Assert.Equal([("in", 1)], watch.OpenBut(held));
    }

    [Fact]
    public void A_partition_made_after_the_start_does_not_hold_up_the_end()
    {
        var watch = new EndWatch(new Dictionary<(string, int), long> { [("in", 0)] = 1 });
        watch.Read("in", 7, 0);
        watch.Read("in", 0, 1);
        Assert.True(watch.IsReached);
    }

    [Fact]
    public void With_nothing_there_the_end_is_reached_at_once() => Assert.True(new EndWatch(new Dictionary<(string, int), long>()).IsReached);

    [Fact]
    public void What_is_to_be_read_again_is_open_again_unless_it_is_past_the_end()
    {
        var watch = new EndWatch(new Dictionary<(string, int), long> { [("in", 0)] = 10 });
        watch.Read("in", 0, 10);
        watch.Unread("in", 0, 10);
        watch.Unread("other", 0, 0);
        Assert.True(watch.IsReached);
        watch.Unread("in", 0, 9);
        Assert.False(watch.IsReached);
        watch.Read("in", 0, 10);
        Assert.True(watch.IsReached);
    }

    [Fact]
    public void Without_ends_there_is_no_end()
    {
        var watch = new EndWatch(null);
        watch.Read("in", 0, 1_000_000);
        Assert.False(watch.HasEnd || watch.IsReached);
    }
}
