using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using StreamLift.View.Http;

namespace StreamLift.View.Tests.Http;

public sealed class PageTests : IAsyncLifetime
{
    private readonly ViewHub _hub = new(new ViewSettings { Topic = "people" }, TimeProvider.System);
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private ViewServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ViewServer.StartAsync("127.0.0.1:0", _hub, token: null);
        _http.BaseAddress = _server.Address;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task Root_is_the_page_with_a_policy_that_lets_nothing_else_in()
    {
        using var answer = await _http.GetAsync("/");
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(await _http.GetStringAsync("/index.html"), await answer.Content.ReadAsStringAsync());
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.All(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"], rule =>
            Assert.Contains(rule, policy)
        );
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Every_file_of_the_page_is_served_with_its_type_and_the_policy()
    {
        Assert.Contains("index.html", PageFiles.Addresses);
        foreach (var address in PageFiles.Addresses)
        {
            using var answer = await _http.GetAsync($"/{address}");
            Assert.Equal((HttpStatusCode.OK, address), (answer.StatusCode, address));
            if (address.EndsWith(".js", StringComparison.Ordinal))
                Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
            Assert.True(answer.Headers.Contains("Content-Security-Policy"), address);
        }
    }

    [Fact]
    public async Task Page_has_no_script_or_style_in_its_markup_and_loads_nothing_from_elsewhere()
    {
        var html = await _http.GetStringAsync("/");
        Assert.DoesNotMatch(new Regex("<script(?![^>]*\\bsrc=)|<style|\\son\\w+=|\\sstyle=|https?://", RegexOptions.IgnoreCase), html);
    }

    [Fact]
    public async Task Path_without_a_file_is_not_found_and_leaves_the_page()
    {
        foreach (var path in (string[])["/none", "/Page/index.html", "/index.html/", "/..%2findex.html"])
            Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(path)).StatusCode);
        using var answer = await _http.GetAsync("/none");
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task Other_methods_are_refused()
    {
        using var answer = await _http.PostAsync("/", new StringContent(""));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        using var head = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("", await head.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task File_that_has_not_changed_is_not_sent_again()
    {
        using var first = await _http.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await _http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Live_without_a_WebSocket_says_what_it_needs() => Assert.Equal(HttpStatusCode.UpgradeRequired, (await _http.GetAsync("/live")).StatusCode);

    [Fact]
    public async Task Page_below_a_path_is_reached_with_and_without_the_slash_at_its_end()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapView("/view", _hub, token: null);
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        using var moved = await _http.GetAsync(new Uri(address, "/view"));
        Assert.Equal((HttpStatusCode.Redirect, "/view/"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        Assert.Equal(await _http.GetStringAsync("/"), await _http.GetStringAsync(new Uri(address, "/view/")));
        using var page = await TestPage.OpenAsync(new Uri(address, "/view/"));
        await page.SchemaAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(new Uri(address, "/"))).StatusCode);
        await app.StopAsync();
    }
}
