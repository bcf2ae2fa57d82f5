using StreamLift.Host.Produce;

namespace StreamLift.Host.Tests.Produce;

public class PaceTests
{
    [Fact]
    public async Task What_is_late_or_due_now_goes_at_once()
    {
        var clock = new HandClock();
        var pace = new Pace(clock);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(pace.WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(pace.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(await pace.WaitAsync(TimeSpan.FromSeconds(4), CancellationToken.None));
    }

    [Fact]
    public async Task What_is_due_later_waits_for_exactly_that()
    {
        var clock = new HandClock();
        var waiting = new Pace(clock).WaitAsync(TimeSpan.FromSeconds(3), CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(TimeSpan.FromSeconds(3), clock.Asked);
        clock.Ring();
        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new Pace(new HandClock()).WaitAsync(TimeSpan.FromHours(1), stop.Token);
        stop.Cancel();
        Assert.False(await waiting);
    }
}
