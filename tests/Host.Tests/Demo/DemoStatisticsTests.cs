using Microsoft.Extensions.Time.Testing;
using StreamLift.Datasets.Synthetic;
using StreamLift.Host.Demo;
using StreamLift.Host.Motion;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.Demo;

public class DemoStatisticsTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly SyntheticScene _performance = new(30);
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
        Assert.Equal(1, report.Errors.Of(2, SyntheticActivity.Walking), 0.01);
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

    private PoseFrame Poses(int camera, long frame, float moved = 0, bool lifted = true)
    {
        var joints = new float[51];
        _performance.Truth(camera, frame, joints);
        joints[20] += moved;
        var writer = new PoseWriter();
        writer.Begin(WireEncoding.Protobuf, "any"u8, frame, 0, "model"u8);
        writer.Person(0, 1, lifted ? joints : default, default);
        var poses = new PoseFrame();
        Assert.True(new PoseDecoder().TryDecode(WireEncoding.Protobuf, writer.End(), poses, out _));
        return poses;
    }
}
