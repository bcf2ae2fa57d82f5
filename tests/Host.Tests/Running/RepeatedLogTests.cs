using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Running;

namespace StreamLift.Host.Tests.Running;

public sealed class RepeatedLogTests
{
    [Fact]
    public async Task Log_is_written_every_ten_seconds_and_once_more_at_the_end()
    {
        using var written = new SemaphoreSlim(0);
        using var stop = new CancellationTokenSource();
        var clock = new FakeTimeProvider();
        var logging = RepeatedLog.RunAsync(() => written.Release(), clock, stop.Token);
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(9.9));
            Assert.Equal(0, written.CurrentCount);
            clock.Advance(TimeSpan.FromSeconds(0.1));
            Assert.True(await written.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        }
        Assert.False(logging.IsCompleted);
        await stop.CancelAsync();
        await logging;
        Assert.Equal(1, written.CurrentCount);
    }
}
