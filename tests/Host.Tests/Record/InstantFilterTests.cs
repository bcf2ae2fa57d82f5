using StreamLift.Files;
using StreamLift.Host.Record;

namespace StreamLift.Host.Tests.Record;

public sealed class InstantFilterTests
{
    [Fact]
    public void Recording_of_a_rig_begins_with_its_first_person()
    {
        var filter = new InstantFilter(MadeInstants.Options);
        Assert.False(filter.Passes(MadeInstants.Of("hall", 0)));
        Assert.True(filter.Passes(MadeInstants.Of("hall", 1, 7)));
        Assert.True(filter.Passes(MadeInstants.Of("hall", 2)));
        var hall = Assert.Single(filter.Sources);
        Assert.Equal((2, 1, 0), (hall.Instants, hall.Empty, hall.Late));
        Assert.Equal(1000 / 30.0, hall.LastMs - hall.FirstMs, 3);
    }

    [Fact]
    public void Instant_at_or_before_the_last_one_of_its_rig_is_late()
    {
        var filter = new InstantFilter(MadeInstants.Options);
        Assert.True(filter.Passes(MadeInstants.Of("hall", 5, 1)));
        Assert.True(filter.Passes(MadeInstants.Of("lab", 3, 1))); // another rig has a clock of its own
        Assert.False(filter.Passes(MadeInstants.Of("hall", 5, 1)));
        Assert.False(filter.Passes(MadeInstants.Of("hall", 4, 1)));
        Assert.Equal(2, filter.Sources.First().Late);
    }

    [Fact]
    public void Rig_and_streams_that_were_not_asked_for_are_left_out_and_named()
    {
        var rigs = new InstantFilter(MadeInstants.Options with { RigName = "hall" });
        Assert.True(rigs.Wants(MadeInstants.Of("hall", 0, 1)));
        Assert.False(rigs.Wants(MadeInstants.Of("lab", 0, 1)));
        Assert.False(rigs.Wants(MadeInstants.At("hall", MotionSpace.Camera, MadeInstants.StartMs, 1)));
        Assert.Equal(["hall", "lab"], rigs.Others.Order());
        var streams = new InstantFilter(MadeInstants.Options with { Streams = ["a", "b"] });
        Assert.True(streams.Wants(MadeInstants.At("b", MotionSpace.Camera, MadeInstants.StartMs, 1)));
        Assert.False(streams.Wants(MadeInstants.At("c", MotionSpace.Camera, MadeInstants.StartMs, 1)));
        Assert.False(streams.Wants(MadeInstants.Of("a", 0, 1)));
    }

    [Fact]
    public void Other_people_than_those_asked_for_are_left_out()
    {
        var filter = new InstantFilter(MadeInstants.Options with { People = [2] });
        var instant = MadeInstants.Of("hall", 0, 1, 2, 3);
        Assert.True(filter.Passes(instant));
        Assert.Equal(2, instant[0].Id);
        Assert.Equal(1, instant.PersonCount);
        Assert.True(filter.Passes(MadeInstants.Of("hall", 1, 1))); // it may come back
        Assert.Equal([2L], filter.Sources.Single().People.Keys);
    }

    [Fact]
    public void Length_is_reached_by_every_rig_on_its_own()
    {
        var filter = new InstantFilter(MadeInstants.Options with { Length = TimeSpan.FromSeconds(1) });
        for (var frame = 0; frame < 30; frame++)
            Assert.True(filter.Passes(MadeInstants.Of("hall", frame, 1)));
        Assert.True(filter.Passes(MadeInstants.Of("lab", 10, 1)));
        Assert.False(filter.Passes(MadeInstants.Of("hall", 30, 1)));
        Assert.False(filter.IsComplete);
        Assert.False(filter.Passes(MadeInstants.Of("lab", 40, 1)));
        Assert.True(filter.IsComplete);
    }

    [Fact]
    public void Length_is_not_waited_for_in_a_rig_where_nobody_comes()
    {
        var filter = new InstantFilter(MadeInstants.Options with { Length = TimeSpan.FromSeconds(1) });
        filter.Passes(MadeInstants.Of("lab", 0));
        filter.Passes(MadeInstants.Of("hall", 0, 1));
        Assert.False(filter.IsComplete);
        filter.Passes(MadeInstants.Of("hall", 30, 1));
        Assert.True(filter.IsComplete);
    }

    [Fact]
    public void People_who_were_there_for_less_than_a_second_are_named_with_their_frames()
    {
        var filter = new InstantFilter(MadeInstants.Options);
        for (var frame = 0; frame < 90; frame++)
            filter.Passes(
                MadeInstants.Of(
                    "hall",
                    frame,
                    frame is 4 or 5 or 6 ? [1, 9]
                        : frame < 40 ? [1, 8]
                        : [1]
                )
            );
        Assert.Equal(["person 9 (3 frames)"], filter.Sources.Single().Brief());
    }
}
