using StreamLift.Host.Running;

namespace StreamLift.Host.Tests.Running;

public sealed class SignalsTests
{
    [Fact]
    public async Task A_cancelled_token_asks_for_an_end_in_order_once_everybody_has_been_told()
    {
        using var asked = new CancellationTokenSource();
        using var signals = new Signals(asked.Token);
        var (heard, wasStopped) = (0, true);
        signals.Received += () => (heard, wasStopped) = (heard + 1, signals.Stop.IsCancellationRequested);
        Assert.Equal(("", false), (signals.First, signals.Stop.IsCancellationRequested));
        await asked.CancelAsync();
        Assert.Equal((1, false), (heard, wasStopped)); // what is said of the end comes before the end
        Assert.Equal(("stop", true), (signals.First, signals.Stop.IsCancellationRequested));
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_asks_at_once()
    {
        using var asked = new CancellationTokenSource();
        await asked.CancelAsync();
        using var signals = new Signals(asked.Token);
        Assert.True(signals.Stop.IsCancellationRequested);
    }
}
