using System.Text.Json;
using Microsoft.Playwright;

namespace StreamLift.Bench;

/// <summary>The viewer's page in a window of 1280 × 720 px of the machine's own Chromium, drawn by software.</summary>
internal sealed class ViewerWindow : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private ViewerWindow(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens the page and waits for people.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="isFine">The finest drawing, however long it takes.</param>
    /// <exception cref="FileNotFoundException">There is no Chromium.</exception>
    /// <exception cref="TimeoutException">Nobody came within a minute.</exception>
    public static async Task<ViewerWindow> OpenAsync(string url, bool isFine)
    {
        var chromium = Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "chromium"))
            .FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("no chromium on PATH (Debian: apt-get install chromium)");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = chromium,
                Args = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"],
            }
        );
        var page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 720 },
                ColorScheme = ColorScheme.Dark,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        var window = new ViewerWindow(playwright, browser, page);
        await page.GotoAsync(isFine ? $"{url}?fine" : url);
        await window.WaitAsync("s.people.length > 0", TimeSpan.FromMinutes(1));
        return window;
    }

    /// <summary>What the page shows now.</summary>
    public async Task<JsonElement> StateAsync() => JsonElement.Parse(await Page.EvaluateAsync<string>("JSON.stringify(window.streamlift.state())"));

    /// <summary>Waits until a condition holds, with the state as <c>s</c>.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public Task WaitAsync(string condition, TimeSpan limit) =>
        Page.WaitForFunctionAsync(
            $"() => {{ const s = window.streamlift?.state(); return s !== undefined && ({condition}); }}",
            null,
            new() { Timeout = (float)limit.TotalMilliseconds }
        );

    /// <summary>Presses keys, one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
            await Page.Keyboard.PressAsync(key);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
