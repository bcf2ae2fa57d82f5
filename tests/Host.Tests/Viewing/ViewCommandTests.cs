using StreamLift.Host.Viewing;

namespace StreamLift.Host.Tests.Viewing;

/// <summary>The options of the viewer, wrong ones. None of these needs a broker.</summary>
public sealed class ViewCommandTests
{
    private static readonly string[] View = ["view", "--bootstrap", "x:1", "--topic", "people"];
    private static readonly string[] Run = ["run", "--bootstrap", "x:1", "--input", "a", "--output", "b"];

    [Fact]
    public async Task Everything_that_is_wrong_with_the_options_of_view_is_said_at_once() =>
        await AssertRefusedAsync(
            [.. View, "--http", "here", "--token", "none.token", "--rig", "none.json", "--layouts", "none.layouts", "--encoding", "xml", "--kafka", "x"],
            "--http here: write it as 127.0.0.1:8788",
            "--token none.token: can't be read",
            "none.json: can't be read",
            "none.layouts: can't be read",
            "--encoding xml: neither json nor protobuf",
            "--kafka x"
        );

    [Theory]
    [InlineData("0.0.0.0:8788")]
    [InlineData("[::]:8788")]
    [InlineData("some-host:8788")]
    public async Task Address_that_other_machines_can_reach_needs_a_token(string address)
    {
        await AssertRefusedAsync(
            [.. View, "--http", address],
            $"--http {address}: other machines can reach this address, so the viewer needs a token: --token FILE"
        );
        await AssertRefusedAsync(
            [.. Run, "--view", "--http", address],
            $"--http {address}: other machines can reach this address, so the viewer needs a token: --token FILE"
        );
    }

    [Fact]
    public async Task Viewer_of_a_service_without_a_port_is_refused() =>
        await AssertRefusedAsync([.. Run, "--view", "--http", "off"], "--view: the page is on the port of --http, which is off");

    [Fact]
    public async Task Token_of_a_service_without_a_viewer_is_refused() => await AssertRefusedAsync([.. Run, "--token", "file"], "--token: only with --view");

    [Fact]
    public async Task Token_file_of_a_service_that_is_missing_is_refused() =>
        await AssertRefusedAsync([.. Run, "--view", "--token", "none.token"], "--token none.token: can't be read");

    [Theory]
    [InlineData("--no-browser")]
    [InlineData("--http|127.0.0.1:1")]
    [InlineData("--token|file")]
    public async Task Options_of_the_viewer_without_it_are_refused_by_demo(string flags) =>
        await AssertRefusedAsync(["demo", .. flags.Split('|')], "--http, --token and --no-browser are of the viewer: add --view, or leave them out");

    [Theory]
    [InlineData("127.0.0.1:8788", "http://127.0.0.1:8788/view/")]
    [InlineData("127.0.0.1:80", "http://127.0.0.1:80/view/")]
    [InlineData("some-host:8788", "http://some-host:8788/view/")]
    [InlineData("[::1]:8788", "http://[::1]:8788/view/")]
    [InlineData("0.0.0.0:8788", "http://localhost:8788/view/")]
    [InlineData("[::]:8788", "http://localhost:8788/view/")]
    [InlineData("*:8788", "http://localhost:8788/view/")]
    public void Address_of_the_page_is_one_that_a_browser_can_open(string listening, string page) => Assert.Equal(page, ViewAddress.Page(listening, "/view/"));

    private static async Task AssertRefusedAsync(IReadOnlyList<string> arguments, params string[] problems)
    {
        var (code, output, lines) = await InProcessCommand.ToEndAsync(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.All(problems, problem => Assert.Single(lines, line => line.StartsWith($"streamlift: {problem}", StringComparison.Ordinal)));
    }
}
