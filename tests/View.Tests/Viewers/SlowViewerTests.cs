using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Wire;

namespace StreamLift.View.Tests.Viewers;

/// <summary>Viewers over real connections: some that don't read, many, and one too many.</summary>
public sealed class SlowViewerTests
{
    private const int Crowd = 100; // people of a record: a frame of 31 kB
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000));

    [Fact]
    public async Task Frozen_viewer_holds_a_frame_of_each_source_and_is_closed_after_20_seconds()
    {
        var hub = new ViewHub(new ViewSettings { Topic = "people" }, _clock);
        await using var server = await ViewServer.StartAsync("127.0.0.1:0", hub, token: null);
        using var frozen = await TestPage.OpenAsync(server.Address);
        await frozen.SchemaAsync(); // and then nothing more
        var feed = new RecordFeed(hub, "people");
        long Frames(int count)
        {
            for (var i = 0; i < count; i++)
                Assert.True(feed.Add(WireEncoding.Json, Records.People("hall", i, i, Crowd, "cam-1"), i));
            return GC.GetTotalMemory(forceFullCollection: true);
        }

        // until its connection takes nothing more, then ten times as much
        var before = Frames(100);
        var after = Frames(1000);
        Assert.InRange(after - before, long.MinValue, 10_000_000); // the frames are 31 MB
        Assert.Equal(1, hub.ViewerCount);
        var left = hub.ViewersChanged;
        for (var second = 0; second < 19; second++)
            _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(left.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await left.WaitAsync(Patience);
        Assert.Equal(0, hub.ViewerCount);
    }

    [Fact]
    public async Task Frozen_viewer_holds_nobody_back()
    {
        var hub = new ViewHub(new ViewSettings { Topic = "people" }, TimeProvider.System);
        await using var server = await ViewServer.StartAsync("127.0.0.1:0", hub, token: null);
        using var frozen = await TestPage.OpenAsync(server.Address);
        using var page = await TestPage.OpenAsync(server.Address);
        await frozen.SchemaAsync();
        await page.SchemaAsync();
        var feed = new RecordFeed(hub, "people");
        for (var i = 0; i < 200; i++)
        {
            feed.Add(WireEncoding.Json, Records.People("hall", i, i, Crowd, "cam-1"), i);
            Assert.Equal(i, BitConverter.ToDouble(await page.FrameAsync(), 8));
        }
    }

    [Fact]
    public async Task Ten_viewers_are_sent_the_same_frame()
    {
        var hub = new ViewHub(new ViewSettings { Topic = "people" }, TimeProvider.System);
        await using var server = await ViewServer.StartAsync("127.0.0.1:0", hub, token: null);
        var pages = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TestPage.OpenAsync(server.Address)));
        foreach (var page in pages)
            await page.SchemaAsync();
        Assert.Equal(10, hub.ViewerCount);
        new RecordFeed(hub, "people").Add(WireEncoding.Json, Records.People("hall", 0, 1, people: 4, "cam-1"), 1);
        var frames = await Task.WhenAll(pages.Select(page => page.FrameAsync()));
        Assert.All(frames, frame => Assert.Equal(frames[0], frame));
        Assert.Equal(10, (await pages[0].NextAsync("status"))!.Value.Json.GetProperty("viewers").GetInt32());
        foreach (var page in pages)
            page.Dispose();
    }

    [Fact]
    public async Task Viewer_beyond_the_limit_is_turned_away()
    {
        var hub = new ViewHub(new ViewSettings { Topic = "people", MaxViewers = 1 }, TimeProvider.System);
        await using var server = await ViewServer.StartAsync("127.0.0.1:0", hub, token: null);
        using var first = await TestPage.OpenAsync(server.Address);
        await first.SchemaAsync();
        using var second = await TestPage.OpenAsync(server.Address);
        await second.AwaitEndAsync();
        Assert.Equal(1013, second.CloseStatus);
    }

    [Fact]
    public async Task Server_ends_soon_though_a_viewer_takes_nothing()
    {
        var hub = new ViewHub(new ViewSettings { Topic = "people" }, TimeProvider.System);
        var server = await ViewServer.StartAsync("127.0.0.1:0", hub, token: null);
        using var frozen = await TestPage.OpenAsync(server.Address);
        await frozen.SchemaAsync();
        var feed = new RecordFeed(hub, "people");
        for (var i = 0; i < 1000; i++)
            feed.Add(WireEncoding.Json, Records.People("hall", i, i, Crowd, "cam-1"), i);
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)); // the limit of a stall is 20 s
        Assert.Equal(0, hub.ViewerCount);
    }

    [Fact]
    public async Task Connection_that_says_nothing_is_closed_after_10_seconds()
    {
        var hub = new ViewHub(new ViewSettings { Topic = "people" }, _clock);
        await using var server = await ViewServer.StartAsync("127.0.0.1:0", hub, token: null);
        using var silent = new ClientWebSocket();
        await silent.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/live" }.Uri, CancellationToken.None);
        var answer = silent.ReceiveAsync(new byte[1000].AsMemory(), CancellationToken.None).AsTask();
        var waited = 0;
        for (; !answer.IsCompleted; waited++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(answer, Task.Delay(10));
        }

        Assert.Equal(WebSocketMessageType.Close, (await answer).MessageType);
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "no first message came"), (silent.CloseStatus, silent.CloseStatusDescription));
        Assert.True(waited >= 10);
        Assert.Equal(0, hub.ViewerCount);
    }

    [Fact]
    public async Task Page_that_connects_again_finds_another_session_after_the_server_was_gone()
    {
        static ViewHub Hub() => new(new ViewSettings { Topic = "people" }, TimeProvider.System);
        static string Session(System.Text.Json.JsonElement schema) => schema.GetProperty("session").GetString()!;
        var first = await ViewServer.StartAsync("127.0.0.1:0", Hub(), token: null);
        var address = first.Address;
        string before;
        using (var page = await TestPage.OpenAsync(address))
        {
            before = Session(await page.SchemaAsync());
            var ending = first.DisposeAsync();
            await page.AwaitEndAsync();
            await ending;
        }

        await using var second = await ViewServer.StartAsync(address.Authority, Hub(), token: null);
        using var again = await TestPage.OpenAsync(address);
        Assert.NotEqual(before, Session(await again.SchemaAsync()));
    }
}
