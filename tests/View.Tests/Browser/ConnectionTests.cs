using System.Text;
using System.Text.Json.Nodes;

namespace StreamLift.View.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class ConnectionTests(BrowserFixture browser)
{
    private const string Token = "0123456789abcdef";
    private const string Hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";

    [BrowserFact]
    public async Task Page_says_that_the_server_is_gone_and_comes_back_to_the_next_one()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        var first = await page.WaitAsync("s.people.length === 1");
        await room.StopServerAsync();
        await page.WaitAsync("/^disconnected, trying again in \\d+ s$/.test(s.connection.line)");
        await room.RestartAsync();
        var second = await page.WaitAsync("s.connection.opened === 2 && s.people.length === 1 && s.connection.line === 'live'");
        Assert.NotEqual(first.GetProperty("schema").GetProperty("session").GetString(), second.GetProperty("schema").GetProperty("session").GetString());
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Wrong_token_is_refused_and_the_right_one_opens_the_page()
    {
        await using var room = await ShownRoom.StartAsync(people: 1, Token);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address, "#token=wrong-wrong-wrong");
        var refused = await page.WaitAsync("s.connection.state === 'refused' && s.connection.line === 'the token was refused'");
        Assert.Equal((0, 0), (refused.GetProperty("counts").GetProperty("frames").GetInt32(), refused.GetProperty("people").GetArrayLength()));
        Assert.DoesNotContain("token", page.Page.Url); // it stays in no address bar
        await page.Page.Locator("#token input").FillAsync(Token);
        await page.Page.Locator("#token button").ClickAsync();
        await page.WaitAsync("s.people.length === 1");
        Assert.False(await page.Page.Locator("#token").IsVisibleAsync());

        // the tab knows it from now on
        await page.Page.ReloadAsync();
        await page.WaitAsync("s.people.length === 1");
    }

    [BrowserFact]
    public async Task Missing_token_is_asked_for()
    {
        await using var room = await ShownRoom.StartAsync(people: 1, Token);
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.connection.state === 'refused' && s.connection.line === 'a token is needed'");
        Assert.True(await page.Page.Locator("#token").IsVisibleAsync());
    }

    [BrowserFact]
    public async Task Hostile_name_of_a_stream_is_text_and_no_markup()
    {
        await using var room = await ShownRoom.StartAsync(people: 1, kind: RecordKind.Poses);
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.connection.state === 'open'");
        var record = JsonNode.Parse(Records.PosesWithKeypoints("stream", 0, 1000, "coco17", 17))!;
        record["stream"] = Hostile;
        Assert.True(room.Show(Encoding.UTF8.GetBytes(record.ToJsonString())));
        var state = await page.WaitAsync("s.people.length === 1 && s.cameras.length === 1");
        Assert.Equal(Hostile, state.GetProperty("people")[0].GetProperty("stream").GetString());
        Assert.Equal(Hostile, await page.Page.Locator("#cameras b").TextContentAsync());
        Assert.Equal(Hostile, await page.Page.Locator(".label.stream b").TextContentAsync());
        Assert.Equal(0, await page.Page.Locator("img").CountAsync());
        Assert.Equal(1, await page.Page.Locator("script").CountAsync());
        Assert.Equal("StreamLift", await page.Page.TitleAsync());
    }

    [BrowserFact]
    public async Task Page_does_nothing_that_its_content_security_policy_forbids()
    {
        await using var room = await ShownRoom.StartAsync(people: 2, Token);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        await page.Page.Locator("#token input").FillAsync(Token);
        await page.PressAsync("Enter");
        await page.WaitAsync("s.people.length === 2");
        foreach (var key in "1234ncutmvbgpod?")
            await page.PressAsync($"{key}");
        await page.PressAsync("Escape");
        foreach (var key in "cp, .l")
            await page.PressAsync($"{key}");
        var state = await page.WaitAsync("s.playback.live && s.cameras.length === 4");
        Assert.Empty(state.GetProperty("violations").EnumerateArray());
        Assert.Empty(page.Errors);

        // and the policy is there: a page that breaks it is told so
        await page.Page.EvaluateAsync("document.head.append(Object.assign(document.createElement('script'), { textContent: 'document.title = 1' }))");
        await page.WaitAsync("s.violations.length === 1");
        Assert.Equal("StreamLift", await page.Page.TitleAsync());
    }
}
