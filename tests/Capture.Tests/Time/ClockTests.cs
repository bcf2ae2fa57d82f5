using StreamLift.Capture.Time;

namespace StreamLift.Capture.Tests.Time;

public class ClockTests
{
    private const double Hour = 3_600_000;

    [Theory]
    [InlineData(Hour)]
    [InlineData(-Hour)]
    public void Camera_whose_clock_is_an_hour_off_is_refused_and_not_awaited(double off)
    {
        var frames = MadeCamera.Frames([new(25), new(25), new(25)], 4000);
        var closed = new List<double>();
        var played = new PlayedTimeline(3, 100);
        foreach (var frame in frames)
            if (played.Add(frame.Camera == 2 ? frame with { ClockMs = frame.ClockMs + off } : frame) > 0 && frame.TrueMs > 1500)
                closed.Add(frame.TrueMs - played.Instants[^1].TimeMs);
        Assert.All(closed, delay => Assert.Equal(0, delay, 0.01));
        Assert.InRange(played.Instants.Count, 97, 100);
        Assert.All(played.Instants, instant => Assert.DoesNotContain(instant.Views, view => view.Camera == 2));
        Assert.Equal(100, played.Timeline.Cameras[2].Counts.Refused);
        Assert.Equal(off, played.Timeline.ClockAheadMs(2), 100.0);
        Assert.Equal(0, played.Timeline.ClockAheadMs(0));
    }

    [Fact]
    public void Majority_is_right_even_if_the_camera_with_the_wrong_clock_came_first()
    {
        MadeCamera[] cameras = [new(25) { Sends = time => time > 500 }, new(25) { Sends = time => time > 500 }, new(25)];
        var frames = MadeCamera.Frames(cameras, 4000).Select(frame => frame.Camera == 2 ? frame with { ClockMs = frame.ClockMs + Hour } : frame);
        var played = new PlayedTimeline(3, 100).Play(frames);
        Assert.InRange(played.Instants.Count(instant => instant.Views.Count == 2), 80, 88);
        Assert.Equal(Hour, played.Timeline.ClockAheadMs(2), 100.0);
        Assert.True(played.Instants[^1].TimeMs < 4000);
    }

    [Fact]
    public void Clock_that_is_set_right_is_taken_again()
    {
        var frames = MadeCamera.Frames([new(25), new(25)], 8000);
        var played = new PlayedTimeline(2, 100);
        foreach (var frame in frames)
            played.Add(frame.Camera == 1 && frame.TrueMs < 4000 ? frame with { ClockMs = frame.ClockMs + Hour } : frame);
        Assert.All(played.Instants.Where(instant => instant.TimeMs > 4500), instant => Assert.Equal(2, instant.Views.Count));
        Assert.Equal(0, played.Timeline.ClockAheadMs(1));
    }

    [Fact]
    public void Only_camera_left_takes_the_rig_to_its_new_time()
    {
        MadeCamera[] cameras = [new(25), new(25) { Sends = time => time < 1000 }];
        var frames = MadeCamera.Frames(cameras, 6000).Select(frame => frame.TrueMs < 3000 ? frame : frame with { ClockMs = frame.ClockMs + Hour });
        var played = new PlayedTimeline(2, 100).Play(frames);
        Assert.Equal(75, played.Instants.Count(instant => instant.TimeMs > Hour));
        Assert.Equal(0, played.Timeline.Cameras[0].Counts.Refused);
    }

    [Fact]
    public void Rate_is_measured_on_after_the_time_of_the_rig_has_moved_back()
    {
        var ahead = MadeCamera.Frames([new(25), new(25)], 2000).Select(frame => frame with { ClockMs = frame.ClockMs + Hour });
        var played = new PlayedTimeline(2, 100).Play(ahead);
        Assert.Equal(40, played.Timeline.Cameras[0].PeriodMs, 0.1);
        played.Play(MadeCamera.Frames([new(50), new(50)], 4000));
        Assert.True(played.Instants[^1].TimeMs < 4000);
        Assert.Equal(20, played.Timeline.Cameras[0].PeriodMs, 0.1);
    }

    [Fact]
    public void Time_that_is_no_number_is_refused()
    {
        var played = new PlayedTimeline(2, 100).Play(MadeCamera.Frames([new(25), new(25)], 1000));
        played.Add(new MadeFrame(1, 99, 0, double.PositiveInfinity, 0));
        Assert.Equal(1, played.Timeline.Cameras[1].Counts.Refused);
        Assert.Equal(ClockVerdict.Good, new ClockCheck(1).Judge(0, 5));
    }
}
