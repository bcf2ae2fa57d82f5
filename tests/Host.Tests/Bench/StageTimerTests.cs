using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Bench;
using StreamLift.Tests;

namespace StreamLift.Host.Tests.Bench;

public class StageTimerTests
{
    [Fact]
    public void Stage_timer_warms_up_for_the_full_time_then_runs_the_requested_repetitions()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var times = new List<TimeSpan>();
        var figures = new StageTimer(TimeSpan.FromSeconds(2), 4, 3, clock).Time("stage", time =>
        {
            times.Add(time);
            clock.Advance(time);
            return 600;
        });
        Assert.Equal([TimeSpan.FromSeconds(2), .. Enumerable.Repeat(TimeSpan.FromSeconds(0.5), 4)], times);
        Assert.Equal(1200, figures.PosesPerSecond, 6);
        Assert.True(figures.Nanoseconds.Min <= figures.Nanoseconds.Median && figures.Nanoseconds.Median <= figures.Nanoseconds.Max);
    }

    [Fact]
    public void Stage_timer_repeats_rounds_until_the_time_is_up_and_sums_their_poses()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var work = new StageTimer(TimeSpan.FromSeconds(1), 1, 1, clock).Rounds(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(300));
            return 5;
        });
        Assert.Equal(20, work(TimeSpan.FromSeconds(1)));
        Assert.Equal(5, work(TimeSpan.Zero));
    }
}
