using StreamLift.Host.Detections;
using StreamLift.Host.Motion;
using StreamLift.Host.Produce;
using StreamLift.Host.Tests.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Tests.Produce;

public class CaptureTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Recorded_times_are_the_number_over_the_rate_and_the_same_for_all_cameras()
    {
        var motion = Cameras([0, 1, 2, 30], [0, 30]);
        var times = CaptureTimes.Recorded(motion, Start, 60);
        Assert.Equal([0, 17, 33, 500], Enumerable.Range(0, 4).Select(place => Ms(times.Of(0, place, Now))));
        Assert.Equal(500, Ms(times.Of(1, 1, Now)));
        Assert.Equal(Now, CaptureTimes.Now(motion).Of(0, 3, Now));
    }

    [Fact]
    public void Recorded_times_take_the_rate_of_the_data_and_ask_for_one_that_is_unknown()
    {
        var synthetic = MotionStreamsTests.Synthetic(frames: 3);
        Assert.Equal(67, Ms(CaptureTimes.Recorded(synthetic, Start, null).Of(0, 2, Now)));
        Assert.Contains("--fps HZ", Assert.Throws<ConfigurationException>(() => CaptureTimes.Recorded(Cameras([0]), Start, null)).Message);
    }

    [Fact]
    public void Numbers_that_are_none_of_frames_give_no_recorded_times_and_no_endless_wait()
    {
        var motion = Cameras([0, long.MaxValue - 1]);
        var problem = Assert.Throws<ConfigurationException>(() => CaptureTimes.Recorded(motion, Start, 30)).Message;
        Assert.StartsWith("--times recorded: frame 9223372036854775806 of stream cam0 would be captured more than 100 years after the start", problem);
        Assert.Equal(2, new FrameSchedule(motion, 0.5).Frames().Count());
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z")]
    [InlineData("2026-01-01 00:00")]
    [InlineData("2026-01-01T01:00:00+01:00")]
    [InlineData("1767225600000")]
    public void Start_time_is_a_date_or_Unix_ms(string text) => Assert.Equal(Start, CaptureTimes.ParseStart(text));

    [Theory]
    [InlineData("1767225600")]
    [InlineData("yesterday")]
    [InlineData("1767225600000000")]
    public void Start_time_of_another_kind_is_refused_by_name(string text) =>
        Assert.StartsWith($"--start {text}: ", Assert.Throws<ConfigurationException>(() => CaptureTimes.ParseStart(text)).Message);

    [Fact]
    public void Frames_of_one_number_are_due_together_in_streams_with_gaps()
    {
        var due = new FrameSchedule(Cameras([10, 11, 14], [12, 14]), 10).Frames().ToList();
        Assert.Equal([(0, 0L), (0, 1L), (1, 0L), (0, 2L), (1, 1L)], due.Select(frame => (frame.Stream, frame.Place)));
        Assert.Equal([0, 0.1, 0.25, 0.4, 0.45], due.Select(frame => Math.Round(frame.Due.TotalSeconds, 3)));
    }

    private static double Ms(DateTimeOffset time) => (time - Start).TotalMilliseconds;

    private static DetectedMotion Cameras(params long[][] numbers) =>
        new(
            [
                .. numbers.Select(
                    (frames, camera) => new DetectedStream($"cam{camera}", Skeletons.Coco17, null, [.. frames.Select(number => new DetectedFrame(number, []))])
                ),
            ],
            int.MaxValue
        );
}
