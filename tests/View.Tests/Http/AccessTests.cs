using StreamLift.Poses;
using StreamLift.View.Http;

namespace StreamLift.View.Tests.Http;

public sealed class AccessTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef";

    private readonly ViewHub _hub = new(new ViewSettings { Topic = "people" }, TimeProvider.System);
    private readonly string _file = Path.GetTempFileName();
    private ViewServer _open = null!;
    private ViewServer _closed = null!;

    public async ValueTask InitializeAsync()
    {
        _open = await ViewServer.StartAsync("127.0.0.1:0", _hub, token: null);
        _closed = await ViewServer.StartAsync("127.0.0.1:0", _hub, new AccessToken(Secret));
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        await _closed.DisposeAsync();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"token":""}""")]
    [InlineData("""{"token":"0123456789abcdeF"}""")]
    [InlineData("""{"token":"0123456789abcdef0"}""")]
    [InlineData("""{"token":["0123456789abcdef"]}""")]
    public async Task Wrong_token_is_closed_with_its_status_and_sees_nothing(string first)
    {
        using var page = await TestPage.OpenAsync(_closed.Address, first);
        Assert.Null(await page.NextAsync("schema"));
        Assert.Equal(4401, page.CloseStatus);
        Assert.Equal(0, _hub.ViewerCount);
    }

    [Fact]
    public async Task Right_token_is_let_in_by_any_name_of_the_server()
    {
        using var page = await TestPage.OpenAsync(_closed.Address, $$"""{"token":"{{Secret}}"}""", "http://viewer.example", "viewer.example");
        await page.SchemaAsync();
    }

    [Theory]
    [InlineData("http://other.example", null)]
    [InlineData("null", null)]
    [InlineData("http://other.example", "other.example")] // a name of another site that leads to this machine
    [InlineData(null, "other.example")]
    [InlineData("http://127.0.0.1:1", null)]
    [InlineData("http://localhost.other.example", "localhost")]
    public async Task Page_of_another_host_is_closed_with_its_status(string? origin, string? host)
    {
        using var page = await TestPage.OpenAsync(_open.Address, "{}", origin, host);
        Assert.Null(await page.NextAsync("schema"));
        Assert.Equal(4403, page.CloseStatus);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    public async Task Page_of_this_server_is_let_in(string? name)
    {
        var host = name is null ? _open.Address.Authority : $"{name}:{_open.Address.Port}";
        using var page = await TestPage.OpenAsync(_open.Address, "{}", $"http://{host}", host);
        await page.SchemaAsync();
    }

    [Fact]
    public async Task Page_behind_a_proxy_with_TLS_is_let_in_with_the_token()
    {
        using var page = await TestPage.OpenAsync(_closed.Address, $$"""{"token":"{{Secret}}"}""", "https://viewer.example", "viewer.example");
        await page.SchemaAsync();
    }

    [Fact]
    public void Token_file_holds_one_word_of_enough_characters()
    {
        File.WriteAllText(_file, $" {Secret}\n");
        Assert.True(AccessToken.Read("--token", _file).Matches(Secret));
        foreach (var text in (string[])["", "short", "two words of enough length"])
        {
            File.WriteAllText(_file, text);
            var refused = Assert.Throws<ConfigurationException>(() => AccessToken.Read("--token", _file));
            Assert.StartsWith($"--token {_file}: a token is one word of 16 to 1024 characters", Assert.Single(refused.Problems));
        }
    }

    [Fact]
    public void Token_file_that_is_missing_is_named()
    {
        var refused = Assert.Throws<ConfigurationException>(() => AccessToken.Read("--token", _file + ".none"));
        Assert.StartsWith($"--token {_file}.none: can't be read: ", Assert.Single(refused.Problems));
    }

    [Theory]
    [InlineData("127.0.0.1:8788", true)]
    [InlineData("127.1.2.3:80", true)]
    [InlineData("localhost:8788", true)]
    [InlineData("[::1]:8788", true)]
    [InlineData("0.0.0.0:8788", false)]
    [InlineData("[::]:8788", false)]
    [InlineData("*:8788", false)]
    [InlineData("192.168.1.2:8788", false)]
    [InlineData("localhost.example:8788", false)]
    public void Loopback_addresses_are_those_of_this_machine_alone(string address, bool isLoopback) => Assert.Equal(isLoopback, ViewServer.IsLoopback(address));
}
