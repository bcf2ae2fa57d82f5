using StreamLift.Host.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class CommandTopicTests
{
    [Fact]
    public async Task Stop_ends_the_wait_for_a_broker_before_the_connect_timeout()
    {
        var options = new BrokerOptions
        {
            Bootstrap = "127.0.0.1:1",
            Topic = "people",
            ConnectTimeout = TimeSpan.FromSeconds(30),
        };
        using var stop = new CancellationTokenSource();
        stop.CancelAfter(TimeSpan.FromSeconds(0.2));
        await Assert.ThrowsAsync<OperationCanceledException>(() => CommandTopic.EndsAsync(options, stop.Token));
    }
}
