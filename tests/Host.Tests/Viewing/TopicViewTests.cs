using System.Collections.Concurrent;
using StreamLift.Host.Brokers;
using StreamLift.Host.Viewing;
using StreamLift.View;
using StreamLift.Wire;

namespace StreamLift.Host.Tests.Viewing;

public sealed class TopicViewTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Broker_is_asked_only_while_somebody_watches_and_is_tried_again()
    {
        var warnings = new ConcurrentQueue<string>();
        var hub = new ViewHub(new ViewSettings { Topic = "people" }, TimeProvider.System);
        var topic = new BrokerOptions
        {
            Bootstrap = "127.0.0.1:1",
            Topic = "people",
            ConnectTimeout = TimeSpan.FromSeconds(0.3),
        };
        using var stop = new CancellationTokenSource();
        var running = new TopicView(topic, WireEncoding.Json, hub, null, warnings.Enqueue, TimeProvider.System).RunAsync(stop.Token);
        await Task.Delay(1500);
        Assert.Empty(warnings);

        await using var server = await ViewServer.StartAsync("127.0.0.1:0", hub, token: null);
        using (var page = await TestPage.OpenAsync(server.Address))
        {
            for (var started = TimeProvider.System.GetTimestamp(); warnings.IsEmpty; await Task.Delay(20))
                Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience);
            Assert.EndsWith(" (the viewer tries again)", warnings.First());
            Assert.False(running.IsCompleted);
            await page.SchemaAsync(); // the page is served all the same
        }

        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task End_does_not_wait_for_a_broker_that_is_away()
    {
        var hub = new ViewHub(new ViewSettings { Topic = "people" }, TimeProvider.System);
        var topic = new BrokerOptions
        {
            Bootstrap = "127.0.0.1:1",
            Topic = "people",
            ConnectTimeout = TimeSpan.FromSeconds(30),
        };
        await using var server = await ViewServer.StartAsync("127.0.0.1:0", hub, token: null);
        using var page = await TestPage.OpenAsync(server.Address);
        await page.SchemaAsync();
        var warnings = new ConcurrentQueue<string>();
        using var stop = new CancellationTokenSource();
        var running = new TopicView(topic, WireEncoding.Json, hub, null, warnings.Enqueue, TimeProvider.System).RunAsync(stop.Token);
        await Task.Delay(500); // it asks
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(warnings);
    }
}
