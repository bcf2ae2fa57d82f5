using StreamLift.Datasets;
using StreamLift.Host.Motion;
using StreamLift.Host.Produce;
using StreamLift.Host.Tests.Motion;

namespace StreamLift.Host.Tests.Produce;

public class FrameScheduleTests
{
    [Fact]
    public void Frame_schedule_lists_every_frame_of_every_stream_once_and_in_order()
    {
        var motion = MotionStreamsTests.Synthetic(frames: 5);
        var due = new FrameSchedule(motion, 30).Frames().ToList();
        Assert.Equal(motion.TotalFrames, due.Count);
        foreach (var stream in due.GroupBy(frame => frame.Stream))
            Assert.Equal([0, 1, 2, 3, 4], stream.Select(frame => frame.Place));
    }

    [Fact]
    public void Frame_schedule_interleaves_streams_at_the_rate_with_distinct_due_times()
    {
        var motion = MotionStreamsTests.Synthetic(frames: 31);
        var due = new FrameSchedule(motion, 30).Frames().ToList();
        Assert.Equal(due.OrderBy(frame => frame.Due), due);
        foreach (var stream in due.GroupBy(frame => frame.Stream))
        {
            var times = stream.Select(frame => frame.Due.TotalSeconds).ToList();
            Assert.Equal(1, times[30] - times[0], 6);
        }
        Assert.Equal(due.Count, due.Select(frame => frame.Due).Distinct().Count());
        Assert.True(due[11].Due < TimeSpan.FromSeconds(1 / 30.0));
    }

    [Fact]
    public void Frame_schedule_at_full_speed_is_due_at_once_and_alternates_streams()
    {
        var due = new FrameSchedule(MotionStreamsTests.Synthetic(frames: 3), null).Frames().ToList();
        Assert.All(due, frame => Assert.Equal(TimeSpan.Zero, frame.Due));
        Assert.Equal(Enumerable.Range(0, 12), due.Take(12).Select(frame => frame.Stream));
    }

    [Fact]
    public void Endless_streams_go_on_past_any_recording_with_ongoing_frame_numbers()
    {
        const int Minutes = 10,
            Rate = 30,
            Cameras = 4; // a recording of the performer has one minute
        var motion = new EndlessMotion(new MotionOptions { Source = MotionOptions.Synthetic }, Rate);
        var due = new FrameSchedule(motion, Rate).Frames().Take(Minutes * 60 * Rate * Cameras + 1).ToList();
        for (var stream = 0; stream < Cameras; stream++)
            Assert.Equal(
                Enumerable.Range(0, Minutes * 60 * Rate).Select(number => (long)number),
                due.SkipLast(1).Where(frame => frame.Stream == stream).Select(frame => frame.Place)
            );
        Assert.Equal(new DueFrame(0, Minutes * 60 * Rate, TimeSpan.FromMinutes(Minutes)), due[^1]);
    }

    [Fact]
    public void Frame_schedule_keeps_the_times_of_the_other_streams_after_one_ends()
    {
        var motion = MotionStreamsTests.Recorded(frames: null, (30, 150));
        var due = new FrameSchedule(motion, 10).Frames().ToList();
        Assert.Equal(motion.TotalFrames, due.Count);
        foreach (var frame in due.Where(frame => frame.Stream == motion.Sequences.Count - 1))
            Assert.Equal(frame.Place / 10.0, frame.Due.TotalSeconds, 0.1);
    }
}
