using StreamLift.Lifter;

namespace StreamLift.Ingest.Tests;

public sealed class EndWatchTests
{
    private readonly Origin _first = new("in", 0, 0);
    private readonly Origin _second = new("in", 1, 0);

    [Fact]
    public void The_end_is_reached_when_every_partition_held_has_been_read_to_it()
    {
        var watch = new EndWatch(new Dictionary<(string, int), long> { [("in", 0)] = 10, [("in", 1)] = 0 });
        Assert.False(watch.IsReached([_first, _second]));
        watch.Read(_first, 9);
        watch.Read(_second, 0);
        Assert.False(watch.IsReached([_first, _second]));
        watch.Read(_first, 10);
        Assert.True(watch.IsReached([_first, _second]));
    }

    [Fact]
    public void A_partition_made_after_the_start_does_not_hold_up_the_end()
    {
        var watch = new EndWatch(new Dictionary<(string, int), long> { [("in", 0)] = 1 });
        watch.Read(_first, 1);
        watch.Read(_second, 0);
        Assert.True(watch.IsReached([_first, _second]));
    }

    [Fact]
    public void Holding_nothing_is_the_end_of_it() => Assert.True(new EndWatch(new Dictionary<(string, int), long> { [("in", 0)] = 1 }).IsReached([]));

    [Fact]
    public void Without_ends_there_is_no_end()
    {
        var watch = new EndWatch(null);
        watch.Read(_first, 1_000_000);
        Assert.False(watch.IsReached([_first]));
        Assert.False(watch.IsReached([]));
    }
}
