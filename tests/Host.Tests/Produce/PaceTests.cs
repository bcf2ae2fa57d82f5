using StreamLift.Host.Produce;

namespace StreamLift.Host.Tests.Produce;

public class PaceTests
{
    [Fact]
    public async Task Pacing_does_not_wait_for_a_frame_that_is_due_or_late()
    {
        var clock = new HandClock();
        var pace = new Pace(clock);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(pace.WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(pace.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(await pace.WaitAsync(TimeSpan.FromSeconds(4), CancellationToken.None));
    }

    [Fact]
    public async Task Pacing_waits_exactly_until_a_later_frame_is_due()
    {
        var clock = new HandClock();
        var waiting = new Pace(clock).WaitAsync(TimeSpan.FromSeconds(3), CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(TimeSpan.FromSeconds(3), clock.Asked);
        clock.Ring();
        Assert.True(await waiting);
    }

    [Fact]
    public async Task Pacing_wait_ends_when_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new Pace(new HandClock()).WaitAsync(TimeSpan.FromHours(1), stop.Token);
        stop.Cancel();
        Assert.False(await waiting);
    }
}
