namespace StreamLift.Capture.Tests.Time;

public class ViewTimelineTests
{
    private static readonly MadeCamera[] FreeRunning = [new(30, 3), new(25, 11), new(60, 7), new(30, 22)];

    [Fact]
    public void Frames_of_synchronous_cameras_are_taken_as_they_are()
    {
        var played = new PlayedTimeline(4, 100).Play(MadeCamera.Frames([new(25), new(25, 1), new(25, 1.9), new(25)], 990));
        Assert.Equal(25, played.Instants.Count);
        for (var i = 0; i < 25; i++)
        {
            Assert.Equal(40 * i, played.Instants[i].TimeMs, 1e-3);
            Assert.Equal([i, i, i, i], played.Instants[i].Views.Select(view => (int)view.Frame));
            Assert.Equal((40 * i) + 1, played.Instants[i].Views[1].First, 1e-3);
        }
    }

    [Fact]
    public void Instant_closes_with_the_last_synchronous_frame()
    {
        var played = new PlayedTimeline(3, 100);
        var closed = MadeCamera.Frames([new(50), new(50), new(50)], 1000).Select(played.Add).ToList();
        Assert.All(closed.Chunk(3), frames => Assert.Equal([0, 0, 1], frames));
    }

    [Fact]
    public void People_are_interpolated_to_the_instant()
    {
        var played = new PlayedTimeline(4, 100).Play(MadeCamera.Frames(FreeRunning, 3000));
        var full = played.Instants.Count(instant => instant.Views.Count == 4);
        Assert.InRange(full, played.Instants.Count - 4, played.Instants.Count);
        foreach (var view in played.Instants.SelectMany(instant => instant.Views.Select(view => (instant.TimeMs, view))))
        {
            Assert.Equal(view.TimeMs, view.view.First, 2.01);
            Assert.Equal(view.TimeMs, view.view.Second, 2.01);
            Assert.Equal(view.TimeMs, view.view.Lifted, 2.01);
        }
    }

    [Fact]
    public void Instants_follow_the_fastest_camera()
    {
        var played = new PlayedTimeline(4, 100).Play(MadeCamera.Frames(FreeRunning, 5000));
        Assert.Equal(2, played.Timeline.Reference);
        var times = played.Instants.Select(instant => instant.TimeMs).Where(time => time > 1500).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(1000 / 60.0, pair.Second - pair.First, 0.01));
    }

    [Fact]
    public void Burst_at_the_start_does_not_make_the_cameras_fast()
    {
        // as a program that has just started stamps frames when it sends them: the first two of each camera come within 1 ms
        var steady = MadeCamera.Frames([new(50, 1), new(50, 6), new(50, 11)], 4000);
        var frames = steady.Select(frame => frame.Number == 0 ? frame with { TrueMs = frame.TrueMs + 19, ClockMs = frame.ClockMs + 19 } : frame);
        var played = new PlayedTimeline(3, 100).Play([.. frames]);
        Assert.All(played.Timeline.Cameras, camera => Assert.Equal(20, camera.PeriodMs, 0.5));
        var late = played.Instants.Where(instant => instant.TimeMs > 500).ToList();
        Assert.All(late, instant => Assert.Equal(3, instant.Views.Count));
        Assert.InRange(late.Count, 174, 176);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(7)]
    public void Rate_sets_instants_on_a_grid_of_Unix_time(double rate)
    {
        var played = new PlayedTimeline(4, 100, rate).Play(MadeCamera.Frames(FreeRunning, 3000));
        Assert.InRange(played.Instants.Count, (2.9 * rate) - 2, 3 * rate);
        var times = played.Instants.Select(instant => (instant.TimeMs + PlayedTimeline.Epoch) * rate / 1000).ToList();
        Assert.All(times, tick => Assert.Equal(Math.Round(tick), tick, 1e-3));
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(1, pair.Second - pair.First, 1e-2));
    }

    [Fact]
    public void Reference_camera_that_drops_out_is_replaced_without_a_gap()
    {
        MadeCamera[] cameras = [new(60, 5) { Sends = time => time < 2000 }, new(30), new(30, 10)];
        var played = new PlayedTimeline(3, 100).Play(MadeCamera.Frames(cameras, 6000));
        var times = played.Instants.Select(instant => instant.TimeMs).ToList();
        Assert.True(times[^1] > 5800);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 4, 50));
        Assert.NotEqual(0, played.Timeline.Reference);
    }

    [Fact]
    public void Lost_frames_of_the_reference_camera_leave_no_gap_where_others_have_theirs()
    {
        var played = new PlayedTimeline(3, 100).Play(MadeCamera.Frames([new(30) { Lost = 0.05 }, new(30) { Lost = 0.05 }, new(30) { Lost = 0.05 }], 20_000));
        Assert.InRange(played.Instants.Count, 597, 600);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Camera_that_is_silent_for_a_second_is_not_awaited(double wait)
    {
        MadeCamera[] cameras = [new(50), new(50), new(50) { Sends = time => time is < 1000 or >= 5000 }];
        var played = new PlayedTimeline(3, wait);
        var delays = new List<double>();
        foreach (var frame in MadeCamera.Frames(cameras, 8000))
        {
            var before = played.Instants.Count;
            played.Add(frame);
            delays.AddRange(played.Instants.Skip(before).Where(instant => instant.TimeMs > 2300).Select(instant => frame.TrueMs - instant.TimeMs));
        }
        Assert.All(delays, delay => Assert.Equal(0, delay, 0.01));
        Assert.Equal(400, played.Instants.Count);
        Assert.All(played.Instants.Where(instant => instant.TimeMs is > 1010 and < 4990), instant => Assert.Equal(2, instant.Views.Count));
        Assert.All(played.Instants.Where(instant => instant.TimeMs > 5300), instant => Assert.Equal(3, instant.Views.Count));
    }

    [Fact]
    public void Camera_whose_frames_come_too_late_misses_instants_and_is_counted()
    {
        var frames = MadeCamera.Frames([new(25), new(25)], 4000).Select(frame => frame.Camera == 0 ? frame : frame with { ArrivalMs = frame.ArrivalMs + 300 });
        var played = new PlayedTimeline(2, 100).Play(frames.OrderBy(frame => frame.ArrivalMs));
        Assert.InRange(played.Instants.Count, 92, 100);
        Assert.All(played.Instants.Where(instant => instant.TimeMs < 3700), instant => Assert.Equal(0, Assert.Single(instant.Views).Camera));
        Assert.Equal(0, played.Timeline.Cameras[0].Counts.Late);
        Assert.InRange(played.Timeline.Cameras[1].Counts.Late, 90, 100);
        var (first, second) = (played.Timeline.Cameras[0].Counts, played.Timeline.Cameras[1].Counts);
        Assert.Equal(0, first.Behind);
        Assert.InRange(second.Behind, 92, 100);
        Assert.InRange(second.BehindMs / second.Behind, 260, 300);
        Assert.InRange(second.BehindInRow, 0, 8);
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(20_000)] // further apart than clocks of one rig may be
    public void Frames_that_come_camera_by_camera_are_counted_as_behind_in_a_row(double partMs)
    {
        var played = new PlayedTimeline(3, 100);
        played.Play(MadeCamera.Frames([new(25), new(25), new(25)], 60_000).OrderBy(frame => (int)(frame.TrueMs / partMs)).ThenBy(frame => frame.Camera));
        Assert.Equal(0, played.Timeline.Cameras[0].Counts.Behind);
        foreach (var counts in played.Timeline.Cameras.Skip(1).Select(camera => camera.Counts))
        {
            Assert.InRange(counts.Behind, 0.9 * (counts.Frames - counts.Refused), counts.Frames);
            Assert.InRange(counts.BehindInRow, 0.9 * counts.Behind, counts.Behind);
            Assert.Equal(partMs / 2, counts.BehindMs / counts.Behind, 0.1 * partMs);
        }
    }

    [Fact]
    public void Frames_that_find_the_queue_of_their_camera_full_are_counted_as_such()
    {
        var played = new PlayedTimeline(2, 5000).Play(MadeCamera.Frames([new(1000)], 1100));
        Assert.Empty(played.Instants);
        Assert.Equal(1100 - 1024, played.Timeline.Cameras[0].Counts.Overflowed);
        Assert.Equal(0, played.Timeline.Cameras[0].Counts.Repeated);
    }

    [Fact]
    public void Wait_of_zero_closes_an_instant_when_the_next_frames_come()
    {
        MadeCamera[] cameras = [new(50), new(50), new(50) { Lost = 0.2 }];
        var played = new PlayedTimeline(3, 0).Play(MadeCamera.Frames(cameras, 4000));
        Assert.InRange(played.Instants.Count, 198, 200);
        Assert.InRange(played.Instants.Count(instant => instant.Views.Count == 3), 150, 195);
        Assert.All(played.Timeline.Cameras, camera => Assert.Equal(0, camera.Counts.Late));
    }

    [Fact]
    public void Frames_sent_twice_and_times_that_run_backwards_are_ignored_and_counted()
    {
        var frames = MadeCamera.Frames([new(25), new(25)], 2000);
        var once = new PlayedTimeline(2, 100).Play(frames);
        var twice = new PlayedTimeline(2, 100).Play(frames.Take(60)).Play(frames.Skip(20));
        Assert.Equal(once.Text, twice.Text);
        Assert.Equal(20, twice.Timeline.Cameras[0].Counts.Repeated);
        Assert.Equal(20, twice.Timeline.Cameras[1].Counts.Repeated);
    }

    [Fact]
    public void Rig_that_pauses_for_an_hour_goes_on()
    {
        MadeCamera[] cameras = [new(25), new(25), new(25)];
        var (first, second) = (MadeCamera.Frames(cameras, 1000), MadeCamera.Frames(cameras, 1000).Select(Later).ToList());
        var played = new PlayedTimeline(3, 100).Play(first).Play(second);
        played.Complete();
        Assert.Equal(50, played.Instants.Count);
        Assert.All(played.Instants, instant => Assert.Equal(3, instant.Views.Count));
        Assert.All(played.Timeline.Cameras, camera => Assert.Equal(0, camera.Counts.Refused + camera.Counts.Late));

        static MadeFrame Later(MadeFrame frame) => frame with { ClockMs = frame.ClockMs + 3_600_000, Number = frame.Number + 100 };
    }

    [Fact]
    public void Nothing_is_left_after_the_last_frame()
    {
        var played = new PlayedTimeline(4, 100).Play(MadeCamera.Frames(FreeRunning, 1000));
        played.Complete();
        Assert.InRange(played.Instants[^1].TimeMs, 975, 1000);
    }

    [Fact]
    public void Rig_goes_on_after_its_end()
    {
        var frames = MadeCamera.Frames([new(25), new(25)], 2000);
        var played = new PlayedTimeline(2, 100).Play(frames.Take(51));
        played.Complete();
        played.Restart();
        Assert.Equal(26, played.Instants.Count);
        Assert.Equal(0, played.Add(frames[52]));
        played.Play(frames.Skip(53));
        Assert.Equal(50, played.Instants.Count);
        Assert.All(played.Instants.Skip(27), instant => Assert.Equal(2, instant.Views.Count));
    }
}
