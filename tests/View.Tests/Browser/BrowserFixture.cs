using Microsoft.Playwright;

namespace StreamLift.View.Tests.Browser;

/// <summary>The browser, started with the first page and ended with the last test.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens the viewer's page at an address, in a window of its own: with no token or choice that another test left.</summary>
    internal async Task<ViewerPage> OpenAsync(Uri address, string options = "")
    {
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Program, Args = Chromium.Arguments });
        var window = await _browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 960, Height = 600 },
                ColorScheme = ColorScheme.Dark,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        var page = new ViewerPage(window, await window.NewPageAsync());
        await page.GoAsync(new Uri(address, options));
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
