using System.Text.Json;
using Microsoft.Playwright;

namespace StreamLift.View.Tests.Browser;

/// <summary>The viewer's page in the browser. Its state is what <c>window.streamlift.state()</c> says.</summary>
internal sealed class ViewerPage : IAsyncDisposable
{
    private const string Differing = """
        async ([picture, x, y, size, red, green, blue]) => {
            const image = new Image();
            image.src = 'data:image/png;base64,' + picture;
            await image.decode();
            const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
            const context = canvas.getContext('2d');
            context.drawImage(image, -(x - size / 2), -(y - size / 2));
            const { data } = context.getImageData(0, 0, size, size);
            let alike = 0;
            const length = Math.hypot(red, green, blue);
            for (let i = 0; i < data.length; i += 4) {
                const [r, g, b] = data.subarray(i, i + 3);
                const cosine = (r * red + g * green + b * blue) / (length * Math.hypot(r, g, b) || 1);
                alike += cosine > 0.985 && Math.max(r, g, b) > 90 && Math.max(r, g, b) - Math.min(r, g, b) > 40 ? 1 : 0;
            }
            return alike / (size * size);
        }
        """;

    private readonly IBrowserContext _window;
    private readonly List<string> _errors = [];

    public ViewerPage(IBrowserContext window, IPage page)
    {
        (_window, Page) = (window, page);
        page.SetDefaultTimeout(30_000);
        page.PageError += (_, error) => _errors.Add(error);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors of its scripts.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Opens an address.</summary>
    public Task GoAsync(Uri address) => Page.GotoAsync(address.ToString());

    /// <summary>What it shows now.</summary>
    public async Task<JsonElement> StateAsync() => JsonElement.Parse(await Page.EvaluateAsync<string>("JSON.stringify(window.streamlift.state())"));

    /// <summary>Waits until a condition holds, with the state as <c>s</c>, and gives the state with which it held.</summary>
    public async Task<JsonElement> WaitAsync(string condition)
    {
        var state = await Page.WaitForFunctionAsync(
            $"() => {{ const s = window.streamlift?.state(); return s !== undefined && ({condition}) ? JSON.stringify(s) : null; }}"
        );
        return JsonElement.Parse(await state.JsonValueAsync<string>());
    }

    /// <summary>Presses a key.</summary>
    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>The share of pixels of a colour's hue in a square of the page.</summary>
    public async Task<double> ShareOfAsync((double X, double Y) middle, int size, (int Red, int Green, int Blue) colour)
    {
        var picture = Convert.ToBase64String(await Page.ScreenshotAsync());
        var other = await _window.NewPageAsync(); // the viewer's own policy lets no picture of this kind in
        var share = await other.EvaluateAsync<double>(Differing, new object[] { picture, middle.X, middle.Y, size, colour.Red, colour.Green, colour.Blue });
        await other.CloseAsync();
        return share;
    }

    /// <summary>The bytes of living objects, after a garbage collection.</summary>
    public async Task<double> LivingBytesAsync()
    {
        var session = await Page.Context.NewCDPSessionAsync(Page);
        await session.SendAsync("HeapProfiler.collectGarbage");
        var heap = await session.SendAsync("Runtime.getHeapUsage");
        await session.DetachAsync();
        return heap!.Value.GetProperty("usedSize").GetDouble();
    }

    public ValueTask DisposeAsync() => _window.DisposeAsync();
}
