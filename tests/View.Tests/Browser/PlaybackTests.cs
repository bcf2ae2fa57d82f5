using System.Text.Json;

namespace StreamLift.View.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class PlaybackTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Paused_page_shows_one_instant_while_records_come_and_then_the_newest()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.history.seconds > 1");
        await page.PressAsync(" ");
        var paused = await page.WaitAsync("s.playback.paused");
        await page.WaitAsync($"s.counts.frames > {paused.GetProperty("counts").GetProperty("frames").GetInt32() + 50}");
        var later = await page.StateAsync();
        Assert.Equal(SequenceOf(paused), SequenceOf(later));
        Assert.Equal(Joints(paused), Joints(later));
        await page.PressAsync(" ");
        var live = await page.WaitAsync("s.playback.live");
        await page.WaitAsync($"s.frame.sequence > {SequenceOf(live)}");
        Assert.True(SequenceOf(await page.StateAsync()) > SequenceOf(paused) + 10);
    }

    [BrowserFact]
    public async Task Scrubbing_goes_back_to_what_was_drawn_then()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        var before = await page.WaitAsync("s.people.length === 1 && s.history.seconds > 2");
        await page.Page.Locator("#scrub").FillAsync("100");
        var back = await page.WaitAsync($"s.playback.paused && s.playback.behindSeconds > 1.5 && s.frame.sequence < {SequenceOf(before) - 20}");
        Assert.NotEqual(Joints(before), Joints(back)); // the person walked on

        // a frame on, a frame back
        await page.PressAsync("ArrowRight");
        var next = await page.WaitAsync($"s.frame.sequence > {SequenceOf(back)}");
        Assert.NotEqual(Joints(back), Joints(next));
        await page.PressAsync("ArrowLeft");
        Assert.Equal(Joints(back), Joints(await page.WaitAsync($"s.frame.sequence === {SequenceOf(back)}")));
        await page.PressAsync("l");
        await page.WaitAsync("s.playback.live");
    }

    [BrowserFact]
    public async Task Slow_motion_falls_behind_and_goes_on_drawing()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.history.seconds > 1");
        await page.PressAsync(",");
        var slow = await page.WaitAsync("s.playback.speed === 0.5 && s.playback.behindSeconds > 0.5");
        Assert.False(slow.GetProperty("playback").GetProperty("live").GetBoolean());
        await page.WaitAsync($"s.frame.sequence > {SequenceOf(slow) + 5}");
    }

    [BrowserFact]
    public async Task Memory_of_the_page_is_flat_after_a_thousand_frames()
    {
        const int Frames = 1000;
        await using var room = await ShownRoom.StartAsync(people: 4);
        room.Send(hz: 100, withPoses: false);
        await using var page = await browser.OpenAsync(room.Address, "?keep=1");
        await page.WaitAsync("s.counts.frames > 200");
        var before = await page.StateAsync();
        var bytesBefore = await page.LivingBytesAsync();
        await page.WaitAsync($"s.counts.frames > {before.GetProperty("counts").GetProperty("frames").GetInt32() + Frames}");
        var after = await page.StateAsync();
        Assert.InRange(await page.LivingBytesAsync() - bytesBefore, double.MinValue, 1_000_000); // what was sent is 1.3 MB
        Assert.InRange(after.GetProperty("history").GetProperty("frames").GetInt32(), 2, 130);
        Assert.Equal(Count(before, "geometries"), Count(after, "geometries"));
        Assert.Equal(Count(before, "textures"), Count(after, "textures"));
    }

    private static int Count(JsonElement state, string what) => state.GetProperty("memory").GetProperty(what).GetInt32();

    private static long SequenceOf(JsonElement state) => state.GetProperty("frame").GetProperty("sequence").GetInt64();

    private static string Joints(JsonElement state) => state.GetProperty("people")[0].GetProperty("joints").ToString();
}
