using System.Globalization;

namespace StreamLift.Bench;

/// <summary>
/// Pictures of the page for the documentation. The page collects some seconds, stops, and goes through them picture by picture, so that the animation is smooth
/// however slowly this machine draws.
/// </summary>
internal static class Pictures
{
    private const int Seconds = 4;
    private const int Rate = 15;
    private const int Frames = Rate * Seconds;

    /// <summary>Writes <c>dark.png</c>, <c>light.png</c> and <c>frame-000.png</c> … into a folder.</summary>
    public static async Task TakeAsync(ViewerWindow window, string folder)
    {
        Directory.CreateDirectory(folder);
        await window.WaitAsync($"s.history.seconds > {Seconds + 4}", TimeSpan.FromMinutes(2));
        await window.PressAsync(" ", "o", "1"); // numbers of a machine that draws for pictures say nothing
        await NearerAsync(window);
        var kept = (await window.StateAsync()).GetProperty("history").GetProperty("seconds").GetDouble();
        for (var frame = 0; frame < Frames; frame++)
        {
            // by time: of a busy machine's instants some were left out
            var place = (int)Math.Round(1000 * (1 - ((Seconds - ((double)frame / Rate)) / kept)));
            await window.Page.Locator("#scrub").FillAsync(place.ToString(CultureInfo.InvariantCulture));
            await window.Page.Locator("#scrub").BlurAsync(); // no frame around it
            var name = string.Create(CultureInfo.InvariantCulture, $"frame-{frame:D3}");
            await SaveAsync(window, folder, name);
            await Console.Error.WriteLineAsync(name);
        }

        await SaveAsync(window, folder, "dark");
        await window.PressAsync("d", "c", "u", "4");
        await SaveAsync(window, folder, "light");
    }

    private static async Task NearerAsync(ViewerWindow window)
    {
        await window.Page.Mouse.MoveAsync(480, 380);
        await window.Page.Mouse.WheelAsync(0, -120);
        await Task.Delay(1500); // the controls' own motion ends
    }

    private static async Task SaveAsync(ViewerWindow window, string folder, string name)
    {
        await Task.Delay(100); // the panels of the cameras are drawn behind the room
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
