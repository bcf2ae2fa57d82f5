using System.Text.Json;

namespace StreamLift.View.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class MovingAboutTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Presets_look_from_the_top_and_from_the_front()
    {
        await using var room = await ShownRoom.StartAsync(people: 2);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.people.length === 2 && !s.view.moving");
        await page.PressAsync("4");
        var (position, target) = Look(await page.WaitAsync("s.view.preset === 'top' && !s.view.moving"));
        Assert.InRange(position[1], 3, 40);
        Assert.InRange(Math.Abs(position[0] - target[0]) + Math.Abs(position[2] - target[2]), 0, 0.05);
        await page.PressAsync("2");
        (position, target) = Look(await page.WaitAsync("s.view.preset === 'front' && !s.view.moving"));
        Assert.InRange(position[2] - target[2], 2, 40);
        Assert.InRange(Math.Abs(position[0] - target[0]), 0, 0.05);
        Assert.InRange(position[1], 0.5, 3);
    }

    [BrowserFact]
    public async Task Name_is_over_its_person_when_the_view_of_a_paused_page_changes()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.people.length === 1 && !s.view.moving");
        await page.PressAsync(" ");
        await page.PressAsync("4");
        var state = await page.WaitAsync("s.playback.paused && s.view.preset === 'top' && !s.view.moving");
        var label = await page.Page.Locator(".label.person").BoundingBoxAsync();
        var hip = state.GetProperty("people")[0].GetProperty("screen")[0].GetDouble(); // the crown is above the hip, and near it from the top
        Assert.InRange(label!.X + (label.Width / 2) - hip, -60, 60);
    }

    [BrowserFact]
    public async Task Followed_person_stays_in_the_middle_of_the_drawing()
    {
        await using var room = await ShownRoom.StartAsync(people: 3);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.people.length === 3");
        await page.PressAsync("n");
        var before = await page.WaitAsync("s.followed?.id === 1");
        await page.WaitAsync($"s.frame.sequence > {before.GetProperty("frame").GetProperty("sequence").GetInt64() + 60}");
        await page.PressAsync(" ");
        await page.WaitAsync("s.playback.paused && Math.hypot(s.people[0].joints[0] - s.view.target[0], s.people[0].joints[2] - s.view.target[2]) < 0.1");
        await page.PressAsync("Escape");
        await page.WaitAsync("s.followed === null");
    }

    [BrowserFact]
    public async Task Click_on_a_name_follows_that_person()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.people.length === 1");
        await page.Page.Locator(".label.person").DispatchEventAsync("click");
        await page.WaitAsync("s.followed?.id === 1");
    }

    [BrowserFact]
    public async Task Drag_turns_the_view_and_the_wheel_comes_nearer()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.people.length === 1 && !s.view.moving");
        var (before, target) = Look(await page.StateAsync());
        await page.Page.Mouse.MoveAsync(400, 420);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(520, 420, new() { Steps = 4 });
        await page.Page.Mouse.UpAsync();
        await page.WaitAsync($"Math.abs(s.view.position[0] - ({Number(before[0])})) > 0.3");
        await page.Page.Mouse.WheelAsync(0, -600);
        var distance = Math.Sqrt(before.Zip(target, (a, b) => (a - b) * (a - b)).Sum());
        await page.WaitAsync($"Math.hypot(...s.view.position.map((a, i) => a - s.view.target[i])) < {Number(distance * 0.9)}");
    }

    [BrowserFact]
    public async Task Theme_is_that_of_the_browser_until_the_button_is_pressed()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.theme === 'dark'");
        await page.Page.EmulateMediaAsync(new() { ColorScheme = Microsoft.Playwright.ColorScheme.Light });
        await page.WaitAsync("s.theme === 'light'");
        await page.PressAsync("d");
        await page.WaitAsync("s.theme === 'dark'");
        await page.Page.ReloadAsync();
        await page.WaitAsync("s.theme === 'dark'");
    }

    private static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static (double[] Position, double[] Target) Look(JsonElement state) => (Numbers(state, "position"), Numbers(state, "target"));

    private static double[] Numbers(JsonElement state, string name) =>
        [.. state.GetProperty("view").GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
