using StreamLift.Files.Grid;

namespace StreamLift.Files.Tests.Grid;

public class TrackGridTests
{
    [Fact]
    public void Samples_of_an_uneven_camera_go_to_the_nearest_frames_as_they_are()
    {
        (long, double)[] expected = [(0, 1000), (1, 1043), (2, 1076), (3, 1121), (4, 1159)];
        Assert.Equal(expected, Put(new GridClock(1000, 25), 1000, 1043, 1076, 1121, 1159));
    }

    [Fact]
    public void Frame_that_was_lost_is_filled_and_a_longer_gap_stays()
    {
        (long, double)[] expected = [(0, 0), (1, 40), (2, 80), (5, 200)];
        Assert.Equal(expected, Put(new GridClock(0, 25), 0, 80, 200));
    }

    [Fact]
    public void Camera_that_is_a_little_slow_leaves_no_gap()
    {
        // 29.97 Hz on a grid of 30 Hz: a frame is missing every 33 s
        var frames = Put(new GridClock(0, 30), [.. Enumerable.Range(0, 2000).Select(frame => frame * 1001 / 30.0)]);
        Assert.Equal(Enumerable.Range(0, frames.Count).Select(frame => (long)frame), frames.Select(frame => frame.Frame));
    }

    [Fact]
    public void Nearer_of_two_samples_of_a_frame_is_taken()
    {
        (long, double)[] expected = [(0, 0), (1, 41)];
        Assert.Equal(expected, Put(new GridClock(0, 25), 0, 25, 41));
        Assert.Equal(expected, Put(new GridClock(0, 25), 0, 41, 58));
    }

    [Fact]
    public void Sample_that_comes_twice_or_late_is_counted_and_left_out()
    {
        var grid = new TrackGrid(new GridClock(0, 25), (_, _) => { });
        foreach (var ms in (double[])[0, 40, 40, 20, 80])
            grid.Add(Sample(ms));
        Assert.Equal(2, grid.LeftOut);
    }

    private static List<(long Frame, double X)> Put(GridClock clock, params double[] times)
    {
        var frames = new List<(long, double)>();
        var grid = new TrackGrid(clock, (frame, sample) => frames.Add((frame, sample.Joints[0])));
        foreach (var ms in times)
            grid.Add(Sample(ms));
        grid.End();
        return frames;
    }

    private static TrackSample Sample(double ms)
    {
        var joints = new float[51];
        joints[0] = (float)ms;
        return new TrackSample(ms, joints, null, []);
    }
}
