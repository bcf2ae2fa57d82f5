using StreamLift.Ingest.Offsets;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Tests.Offsets;

public sealed class EndOffsetTrackerTests
{
    [Fact]
    public void Input_end_is_reached_once_every_partition_is_read_to_its_end_offset()
    {
        var watch = new EndOffsetTracker(new Dictionary<(string, int), long> { [("in", 0)] = 10, [("in", 1)] = 3 });
        watch.Read("in", 0, 9);
        watch.Read("in", 1, 3);
        Assert.False(watch.IsReached);
        watch.Read("in", 0, 10);
        Assert.True(watch.IsReached);
    }

    [Fact]
    public void Partition_not_held_by_a_lane_counts_as_open_until_it_is_read()
    {
        var watch = new EndOffsetTracker(
            new Dictionary<(string, int), long>
            {
                [("in", 0)] = 10,
                [("in", 1)] = 3,
                [("other", 0)] = 1,
            }
        );
        var held = new[] { new AssignedPartition("in", 0, 0) };
        Assert.Equal([("in", 1), ("other", 0)], watch.OpenExcept(held));
        watch.Read("other", 0, 1);
        Assert.Equal([("in", 1)], watch.OpenExcept(held));
    }

    [Fact]
    public void Partition_created_after_the_start_does_not_delay_the_input_end()
    {
        var watch = new EndOffsetTracker(new Dictionary<(string, int), long> { [("in", 0)] = 1 });
        watch.Read("in", 7, 0);
        watch.Read("in", 0, 1);
        Assert.True(watch.IsReached);
    }

    [Fact]
    public void Input_with_nothing_to_read_is_at_its_end_at_once() => Assert.True(new EndOffsetTracker(new Dictionary<(string, int), long>()).IsReached);

    [Fact]
    public void Partition_rewound_below_its_end_offset_is_open_again_until_read()
    {
        var watch = new EndOffsetTracker(new Dictionary<(string, int), long> { [("in", 0)] = 10 });
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
    public void Input_without_end_offsets_never_ends()
    {
        var watch = new EndOffsetTracker(null);
        watch.Read("in", 0, 1_000_000);
        Assert.False(watch.HasEnd || watch.IsReached);
    }
}
