using Microsoft.Extensions.Time.Testing;
using StreamLift.Files;
using StreamLift.Host.Record.Vmc;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Host.Tests.Record;

/// <summary>People as messages of VMC, and to whom and when they are sent.</summary>
public sealed class VmcTests
{
    [Fact]
    public void Receiver_finds_the_joints_of_made_people_within_5_mm()
    {
        var (person, body, largest) = (new VmcPerson(MotionSpace.World, WorldUp.Z), new ReceivedBody(), 0f);
        var bundles = new OscBundles(bundle => body.Take(bundle.Span));
        for (var frame = 0; frame < 720; frame++)
        {
            var made = MadeInstants.Of("hall", frame, 3)[0];
            VmcMessages.Write(bundles, person.Pose(made), frame / 30f);
            largest = Math.Max(largest, body.OffBy(made.Joints));
        }

        Assert.InRange(largest, 0, 5);
        Assert.Equal(22, body.Bones.Count);
        Assert.All(body.Available, available => Assert.Equal(1, available));
        Assert.Equal(720, body.Times.Count);
    }

    [Fact]
    public void Person_who_is_not_seen_is_said_to_be_unavailable_and_has_no_bones()
    {
        var body = new ReceivedBody();
        VmcMessages.Write(new OscBundles(bundle => body.Take(bundle.Span)), null, 1.5f);
        Assert.Equal([0], body.Available);
        Assert.Equal([1.5f], body.Times);
        Assert.Empty(body.Bones);
    }

    [Fact]
    public void Person_in_a_camera_s_axes_has_the_feet_on_the_floor_at_the_origin()
    {
        var instant = MadeInstants.Of("hall/cam-1", 0, 1);
        var joints = instant[0].Joints;
        var (x, y, z) = (joints[0], joints[1], joints[2]);
        for (var at = 0; at < joints.Length; at += 3) // x right, y down, z away, from the hip
            (joints[at], joints[at + 1], joints[at + 2]) = (joints[at] - x, z - joints[at + 2], joints[at + 1] - y);
        var bones = new VmcPerson(MotionSpace.Camera, default).Pose(instant[0]);
        Assert.Equal((0, 0), (bones[0].Position.X, bones[0].Position.Z));
        Assert.InRange(bones[0].Position.Y, 0.8, 1.1);
    }

    [Fact]
    public void Ports_go_to_whoever_comes_first_and_free_ones_to_the_next()
    {
        var (slots, changes) = (new VmcSlots(2, []), new List<(int, long)>());
        void Update(double ms, params long[] ids) => slots.Update(ms, ids, (slot, id) => changes.Add((slot, id)));
        Update(0, 7, 8, 9);
        Assert.Equal([(0, 7L), (1, 8L)], changes);
        Update(1000, 8, 9);
        Update(VmcSlots.PatienceMs, 8, 9); // 7 may come back
        Assert.Equal(7, slots[0]);
        Update(VmcSlots.PatienceMs + 1, 8, 9);
        Assert.Equal([(0, 7L), (1, 8L), (0, 9L)], changes);
    }

    [Fact]
    public void Person_that_was_asked_for_is_the_only_one_to_be_sent()
    {
        var (slots, changes) = (new VmcSlots(1, [8]), new List<long>());
        slots.Update(0, [7], (_, id) => changes.Add(id));
        Assert.Null(slots[0]);
        slots.Update(100_000, [7, 8], (_, id) => changes.Add(id));
        slots.Update(200_000, [7], (_, id) => changes.Add(id));
        Assert.Equal([8], changes);
    }

    [Fact]
    public void Backlog_keeps_the_pace_of_its_instants_and_a_long_gap_is_not_waited_for()
    {
        var clock = new FakeTimeProvider();
        var pace = new VmcPace(clock);
        Assert.Equal(0, pace.DueMs(5000, isLive: false));
        Assert.Equal(100, pace.DueMs(5100, isLive: false));
        clock.Advance(TimeSpan.FromMilliseconds(600)); // less than a second behind: the pace is kept, so that it catches up
        Assert.Equal(200, pace.DueMs(5200, isLive: false));
        Assert.Equal(600, pace.DueMs(60_000, isLive: false));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5600, pace.DueMs(60_100, isLive: false));
        Assert.Equal(5600, pace.DueMs(60_500, isLive: true));
    }

    [Theory]
    [InlineData("vmc://localhost:39539", "localhost", 39539)]
    [InlineData("VMC://10.0.0.7", "10.0.0.7", 39539)]
    [InlineData("vmc://[::1]:39540/", "::1", 39540)]
    public void Address_of_a_receiver_is_read(string text, string host, int port)
    {
        Assert.True(VmcAddress.IsOne(text));
        Assert.Equal(new VmcAddress(host, port), VmcAddress.Parse(text, 1));
    }

    [Theory]
    [InlineData("vmc://", 1)]
    [InlineData("vmc://host:39539/path", 1)]
    [InlineData("vmc://host:99999", 1)]
    [InlineData("vmc://host:0", 1)]
    [InlineData("vmc://host:65535", 2)]
    public void Other_addresses_are_refused_in_one_line(string text, int ports) =>
        Assert.StartsWith($"--out {text}: ", Assert.Single(Assert.Throws<ConfigurationException>(() => VmcAddress.Parse(text, ports)).Problems));

    [Fact]
    public async Task Host_name_that_cannot_be_resolved_is_one_line()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => new VmcAddress("no-such-host.invalid", 1).ResolveAsync(CancellationToken.None));
        Assert.Equal("--out: the host name no-such-host.invalid can't be resolved", Assert.Single(error.Problems));
    }
}
