using Microsoft.Extensions.Time.Testing;
using StreamLift.Datasets.Scenes;
using StreamLift.Host.Demo;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.Demo;

public class DemoStatisticsTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly DemoScene _performance = new(30, 10);
    private readonly DemoStatistics _figures;

    public DemoStatisticsTests() => _figures = new DemoStatistics(_performance, _clock);

    [Fact]
    public void Demo_pose_is_compared_with_the_truth_of_its_own_frame_and_camera()
    {
        _figures.Start();
        _figures.Started(0, 40);
        _figures.Started(2, 40);
        _figures.Received(0, Poses(0, 40));
        _figures.Received(2, Poses(2, 40, moved: 17)); // one joint of 17 by 17 mm
        var report = _figures.Read();
        Assert.Equal(0, report.Errors.Of(0), 0.01);
        Assert.Equal(1, report.Errors.Of(2), 0.01);
        Assert.Equal(0.5, report.Total.Error, 0.01);
        Assert.InRange(report.AlignedError, 0.01, 2); // least squares, not least distances: it may be the larger of the two
        Assert.Equal(2, report.Total.Poses);
    }

    [Fact]
    public void Demo_frame_that_arrives_twice_is_counted_as_doubled_and_nothing_else()
    {
        _figures.Start();
        _figures.Started(0, 1);
        _figures.Received(0, Poses(0, 1));
        _figures.Received(0, Poses(0, 1, moved: 1000));
        var report = _figures.Read();
        Assert.Equal(1, report.Duplicates);
        Assert.Equal((1, 1), (report.Total.Frames, report.Total.Poses));
        Assert.Equal(0, report.Total.Error, 0.01);
    }

    [Fact]
    public void Demo_frame_without_poses_counts_as_arrived_and_an_absent_one_as_under_way()
    {
        _figures.Start();
        _figures.Started(0, 1);
        _figures.Started(1, 1);
        _figures.Received(1, Poses(1, 1, lifted: false));
        var report = _figures.Read();
        Assert.Equal(1, report.InFlight);
        Assert.Equal((2, 1, 0), (report.Total.Sent, report.Total.Frames, report.Total.Poses));
    }

    [Fact]
    public void Demo_latency_of_the_first_second_counts_in_the_window_and_not_in_the_total()
    {
        _figures.Start();
        foreach (var (frame, milliseconds) in ((long, int)[])[(29, 200), (30, 5)])
        {
            _figures.Started(0, frame);
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
            _figures.Received(0, Poses(0, frame));
        }

        var report = _figures.Read();
        Assert.InRange(report.Now.P99, 196, 204);
        Assert.InRange(report.Total.P99, 4.9, 5.1);
    }

    [Fact]
    public void Demo_figures_start_a_new_window_at_each_reading()
    {
        _figures.Start();
        _figures.Batch(4);
        _figures.Started(0, 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var first = _figures.Read().Now;
        Assert.Equal((1, 4, 1), (first.Sent, first.BatchSize, first.Seconds));
        _figures.Batch(2);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var report = _figures.Read();
        Assert.Equal((0, 2, 2), (report.Now.Sent, report.Now.BatchSize, report.Now.Seconds));
        Assert.Equal((1, 3, 3), (report.Total.Sent, report.Total.BatchSize, report.Total.Seconds));
    }

    [Fact]
    public void Demo_people_in_the_room_are_compared_with_who_is_nearest()
    {
        for (var frame = 0; frame < 3; frame++)
            _figures.Received(People(frame));
        var room = _figures.Read().Room;
        Assert.Equal((3L, 2), (room.Instants, room.Tracks));
        Assert.Equal([30, 0, 15], [Math.Round(room.Absolute(0)), Math.Round(room.Absolute(1)), Math.Round(room.Absolute())]);
        Assert.Equal(0, room.Relative(), 0.01);
    }

    [Fact]
    public void Demo_scene_goes_on_for_longer_than_it_was_made_for_without_a_jump()
    {
        var (before, after) = (new float[51], new float[51]);
        _performance.World(0, 0, before);
        for (var frame = 1; frame < 1000; frame++)
        {
            _performance.World(0, frame, after);
            Assert.InRange(after.Zip(before, (a, b) => Math.Abs(a - b)).Max(), 0, 250);
            after.CopyTo(before, 0);
        }
    }

    // The first person is 30 mm beside the truth.
    private PeopleFrame People(long frame)
    {
        var writer = new PeopleWriter();
        writer.Begin(WireEncoding.Protobuf, "demo-abc"u8, frame, 0);
        writer.Camera("demo-abc/camera-1"u8, frame, 0);
        for (var person = 0; person < DemoScene.People; person++)
        {
            var joints = new float[51];
            _performance.World(person, frame, joints);
            for (var i = 0; i < 51 && person == 0; i += 3)
                joints[i] += 30;
            writer.Person(
                new WorldPerson
                {
                    Id = 7 + person,
                    Joints = joints,
                    Sigma = new float[17],
                    Source = "ttttttttttttttttt"u8,
                    Views = [0],
                }
            );
        }
        var people = new PeopleFrame();
        Assert.True(new PeopleDecoder().TryDecode(WireEncoding.Protobuf, writer.End(), people, out var error), error.Detail);
        return people;
    }

    private PoseFrame Poses(int camera, long frame, float moved = 0, bool lifted = true)
    {
        var (joints, seen) = (new float[51], new SceneFrame());
        _performance.Detect(camera, frame, seen);
        _performance.Truth(camera, frame, seen.Person(0), joints);
        joints[20] += moved;
        var writer = new PoseWriter();
        writer.Begin(WireEncoding.Protobuf, "any"u8, frame, 0, "model"u8);
        writer.Person(0, 1, lifted ? joints : default, default);
        var poses = new PoseFrame();
        Assert.True(new PoseDecoder().TryDecode(WireEncoding.Protobuf, writer.End(), poses, out _));
        return poses;
    }
}
