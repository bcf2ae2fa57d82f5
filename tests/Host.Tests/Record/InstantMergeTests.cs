using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Record.Reading;

namespace StreamLift.Host.Tests.Record;

public sealed class InstantMergeTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Backlogs_of_two_partitions_come_in_the_order_of_their_instants()
    {
        var merge = Merge(0, 1);
        foreach (var frame in (long[])[4, 5, 7])
            merge.Add(1, MadeInstants.Of("hall", frame));
        Assert.Null(merge.Take()); // partition 0 may hold earlier ones
        foreach (var frame in (long[])[1, 3, 6, 9])
            merge.Add(0, MadeInstants.Of("hall", frame));
        Assert.Equal([1, 3, 4, 5, 6, 7], Frames(merge));
        merge.Close(1);
        Assert.Equal([9], Frames(merge));
    }

    [Fact]
    public void Record_of_a_partition_at_its_end_waits_a_quarter_of_a_second_for_the_other()
    {
        var merge = Merge(0, 1);
        merge.CaughtUp(0);
        merge.CaughtUp(1);
        merge.Add(0, MadeInstants.Of("hall", 1));
        merge.Add(1, MadeInstants.Of("hall", 2));
        Assert.Equal([1], Frames(merge)); // partition 0 has had the rig, and may bring another
        merge.Add(0, MadeInstants.Of("hall", 3));
        Assert.Equal([2], Frames(merge));
        _clock.Advance(InstantMerge.Hold - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Frames(merge));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([3], Frames(merge));
    }

    [Fact]
    public void Rig_whose_records_all_come_from_one_partition_waits_for_no_other_at_the_end()
    {
        var merge = Merge(0, 1, 2);
        foreach (var partition in (int[])[0, 1, 2])
            merge.CaughtUp(partition);
        merge.Add(0, MadeInstants.Of("hall", 1));
        merge.Add(1, MadeInstants.Of("lab", 1));
        Assert.Equal(["hall", "lab"], Enumerable.Range(0, 2).Select(_ => merge.Take()!.Source).Order());
        merge.Add(0, MadeInstants.Of("hall", 2));
        Assert.Equal([2], Frames(merge));
    }

    [Fact]
    public void Partition_that_a_rig_has_left_is_not_waited_for_after_two_seconds()
    {
        var merge = Merge(0, 1);
        merge.CaughtUp(0);
        merge.CaughtUp(1);
        merge.Add(0, MadeInstants.Of("hall", 1));
        Assert.Equal([1], Frames(merge));
        _clock.Advance(TimeSpan.FromSeconds(3));
        merge.Add(1, MadeInstants.Of("hall", 90));
        Assert.Equal([90], Frames(merge));
    }

    [Fact]
    public void Full_memory_releases_the_earliest_whatever_may_follow()
    {
        var merge = new InstantMerge([0, 1], 3, _clock);
        for (var frame = 0; frame < 3; frame++)
            merge.Add(1, MadeInstants.Of("hall", frame));
        Assert.Equal([0], Frames(merge));
        Assert.Equal(2, merge.Count);
    }

    [Fact]
    public void End_of_the_reading_releases_all_in_order()
    {
        var merge = Merge(0, 1, 2);
        merge.Add(2, MadeInstants.Of("hall", 5));
        merge.Add(1, MadeInstants.Of("lab", 3));
        merge.Add(1, MadeInstants.Of("hall", 4));
        Assert.Equal([3, 4, 5], Frames(merge, isEnd: true));
        Assert.Equal(0, merge.Count);
    }

    private InstantMerge Merge(params IEnumerable<int> partitions) => new(partitions, 1000, _clock);

    private static List<long> Frames(InstantMerge merge, bool isEnd = false)
    {
        var frames = new List<long>();
        while (merge.Take(isEnd) is { } instant)
            frames.Add((long)Math.Round((instant.TimestampMs - MadeInstants.StartMs) * 30 / 1000));
        return frames;
    }
}
