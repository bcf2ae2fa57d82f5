using System.Net.WebSockets;
using StreamLift.View.Http;
using StreamLift.Wire;

namespace StreamLift.View.Tests;

public sealed class ViewServerTests : IAsyncLifetime
{
    private readonly ViewHub _hub = new(new ViewSettings { Topic = "people" }, TimeProvider.System);
    private ViewServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ViewServer.StartAsync("127.0.0.1:0", _hub, token: null);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Page_is_sent_the_schema_and_then_the_people_of_a_record()
    {
        using var page = await TestPage.OpenAsync(_server.Address);
        Assert.Equal("people", (await page.SchemaAsync()).GetProperty("topic").GetString());
        new RecordFeed(_hub, "people").Add(WireEncoding.Json, Records.People("hall", 0, 1000, people: 2, "cam-1", "cam-2"), 1001);
        var schema = await page.SchemaAsync();
        while (schema.GetProperty("sources").GetArrayLength() == 0)
            schema = await page.SchemaAsync(); // one more tells the kind
        Assert.Equal("people", schema.GetProperty("kind").GetString());
        Assert.Equal("hall", schema.GetProperty("sources")[0].GetProperty("name").GetString());
        Assert.Equal(36 + (2 * 308), (await page.FrameAsync()).Length);
    }

    [Fact]
    public async Task Ping_is_answered_with_its_id_and_the_time_of_the_server()
    {
        using var page = await TestPage.OpenAsync(_server.Address);
        await page.SendAsync("""{"type":"ping","id":42}""");
        var (pong, _) = (await page.NextAsync("pong"))!.Value;
        Assert.Equal(42, pong.GetProperty("id").GetInt32());
        Assert.InRange(pong.GetProperty("serverMs").GetDouble(), 1.7e12, 1e13);
    }

    [Fact]
    public async Task Status_tells_the_viewers_and_the_frames_sent()
    {
        using var page = await TestPage.OpenAsync(_server.Address);
        var (status, _) = (await page.NextAsync("status"))!.Value;
        Assert.Equal((1, 0), (status.GetProperty("viewers").GetInt32(), status.GetProperty("sent").GetInt32()));
    }

    [Fact]
    public async Task Server_that_ends_tells_the_page_that_it_goes_away()
    {
        using var page = await TestPage.OpenAsync(_server.Address);
        await page.SchemaAsync();
        var stopping = _server.DisposeAsync();
        await page.AwaitEndAsync();
        await stopping;
        Assert.Equal(1001, page.CloseStatus);
    }

    [Fact]
    public async Task Server_that_ends_tells_a_page_that_has_not_said_anything()
    {
        using var silent = new ClientWebSocket();
        await silent.ConnectAsync(new UriBuilder(_server.Address) { Scheme = "ws", Path = "/live" }.Uri, CancellationToken.None);
        var answer = silent.ReceiveAsync(new byte[1000].AsMemory(), CancellationToken.None).AsTask();
        var stopping = _server.DisposeAsync();
        await answer.WaitAsync(TimeSpan.FromSeconds(10));
        await silent.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await stopping;
        Assert.Equal(1001, (int?)silent.CloseStatus);
    }

    [Fact]
    public async Task Page_that_leaves_is_no_viewer_any_more()
    {
        using var page = await TestPage.OpenAsync(_server.Address);
        await page.SchemaAsync();
        Assert.Equal(1, _hub.ViewerCount);
        var left = _hub.ViewersChanged;
        await page.CloseAsync();
        await left.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _hub.ViewerCount);
    }

    [Fact]
    public async Task Message_that_is_not_understood_ends_the_connection()
    {
        using var page = await TestPage.OpenAsync(_server.Address);
        await page.SendAsync("[1]");
        await page.AwaitEndAsync();
        Assert.Equal(1008, page.CloseStatus);
    }

    [Fact]
    public async Task Address_of_other_machines_is_refused_when_there_is_no_token()
    {
        var refused = await Assert.ThrowsAsync<Poses.ConfigurationException>(() => ViewServer.StartAsync("0.0.0.0:0", _hub, token: null));
        Assert.StartsWith("--http 0.0.0.0:0: other machines can reach this address", Assert.Single(refused.Problems));
        await using var server = await ViewServer.StartAsync("0.0.0.0:0", _hub, new AccessToken("0123456789abcdef"));
    }

    [Fact]
    public async Task Address_that_is_taken_is_refused_in_one_line()
    {
        var taken = $"127.0.0.1:{_server.Address.Port}";
        var refused = await Assert.ThrowsAsync<Poses.ConfigurationException>(() => ViewServer.StartAsync(taken, _hub, token: null));
        Assert.StartsWith($"--http {taken}: ", Assert.Single(refused.Problems));
    }
}
