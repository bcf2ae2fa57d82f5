using System.Text.Json;
using StreamLift.Capture.Geometry;
using StreamLift.Tests.Rooms;

namespace StreamLift.View.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class DrawnPeopleTests(BrowserFixture browser)
{
    private static readonly (int, int, int) ColourOfOne = (0xf2, 0x83, 0x3a);

    [BrowserFact]
    public async Task Page_draws_the_people_that_were_sent_where_they_are()
    {
        await using var room = await ShownRoom.StartAsync(people: 3);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        var state = await page.WaitAsync("s.people.length === 3");
        Assert.Equal([1, 2, 3], state.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("id").GetInt32()));
        var frame = FrameOf(state);
        foreach (var person in state.GetProperty("people").EnumerateArray())
            for (var joint = 0; joint < Records.Joints; joint++)
            {
                // z is up in the room, y in the scene, which is in metres
                var world = MadeRoom.Joint(person.GetProperty("id").GetInt32() - 1, frame, joint);
                var drawn = person.GetProperty("joints").EnumerateArray().Skip(3 * joint).Take(3).Select(number => number.GetDouble() * 1000).ToList();
                Assert.InRange((new Point3(drawn[0], -drawn[2], drawn[1]) - world).Length, 0, 0.1);
            }

        // 15 spheres at joints and a head for each, and 15 bones
        Assert.Equal((48, 45), (state.GetProperty("drawn").GetProperty("joints").GetInt32(), state.GetProperty("drawn").GetProperty("bones").GetInt32()));
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Pixels_of_the_canvas_have_the_colour_of_the_person_that_is_there()
    {
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.Send(withPoses: false);
        await using var page = await browser.OpenAsync(room.Address);
        await page.WaitAsync("s.people.length === 1 && s.counts.drawn > 3");
        await page.PressAsync(" "); // people stop for the picture
        var state = await page.WaitAsync("s.playback.paused");
        var hip = state.GetProperty("people")[0].GetProperty("screen").EnumerateArray().Select(number => number.GetDouble()).ToList();
        Assert.InRange(await page.ShareOfAsync((hip[0], hip[1]), 16, ColourOfOne), 0.25, 1);
        room.People = 0;
        await page.PressAsync("l");
        await page.WaitAsync("s.playback.live && s.people.length === 0");
        Assert.InRange(await page.ShareOfAsync((hip[0], hip[1]), 16, ColourOfOne), 0, 0.02);
    }

    [BrowserFact]
    public async Task Cameras_of_the_rig_are_drawn_and_their_keypoints_agree_with_the_people()
    {
        await using var room = await ShownRoom.StartAsync(people: 2);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        var state = await page.WaitAsync("s.cameras.length === 4 && s.cameras.every(c => c.reprojectionPx >= 0 && c.state === 'live')");
        var frusta = state.GetProperty("frusta").EnumerateArray().ToList();
        Assert.Equal(["hall/cam-1", "hall/cam-2", "hall/cam-3", "hall/cam-4"], frusta.Select(frustum => frustum.GetProperty("stream").GetString()));
        Assert.All(frusta, frustum => Assert.InRange(frustum.GetProperty("place")[1].GetDouble(), 1.599, 1.601)); // 1.6 m above the floor

        // the keypoints are the people projected, but for the millimetres' second decimal
        Assert.All(state.GetProperty("cameras").EnumerateArray(), camera => Assert.InRange(camera.GetProperty("reprojectionPx").GetDouble(), 0, 0.1));
        Assert.Equal(4, await page.Page.Locator("#cameras canvas").CountAsync());
    }

    [BrowserFact]
    public async Task Latency_is_that_from_the_record_to_the_drawn_frame()
    {
        const double Age = 1500;
        await using var room = await ShownRoom.StartAsync(people: 1);
        room.RecordAgeMs = Age;
        room.Send(withPoses: false);
        await using var page = await browser.OpenAsync(room.Address);
        var latency = (await page.WaitAsync("s.latency.record.values > 5")).GetProperty("latency");
        var (record, drawing) = (latency.GetProperty("record").GetProperty("p50").GetDouble(), latency.GetProperty("drawing").GetProperty("p50").GetDouble());
        Assert.InRange(record, Age + (drawing / 2), Age + 10_000); // server and page are on one machine, so that their clocks agree
        Assert.InRange(latency.GetProperty("clockOffsetMs").GetDouble(), -100, 100);
    }

    [BrowserFact]
    public async Task Poses_of_single_cameras_are_drawn_side_by_side_on_the_floor()
    {
        await using var room = await ShownRoom.StartAsync(people: 1, kind: RecordKind.Poses);
        room.Send();
        await using var page = await browser.OpenAsync(room.Address);
        var state = await page.WaitAsync("s.people.length === 4");
        var people = state.GetProperty("people").EnumerateArray().ToList();
        Assert.Equal(4, people.Select(person => person.GetProperty("stream").GetString()).Distinct().Count());
        var hips = people.Select(person => person.GetProperty("joints")[0].GetDouble()).Order().ToList();
        Assert.All(hips.Zip(hips.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1.7, 1.9));

        // upright, the lowest joint just above the floor
        Assert.All(people, person => Assert.InRange(Heights(person).Min(), 0.03, 0.05));
        Assert.All(people, person => Assert.InRange(Heights(person).ElementAt(10), 1.5, 1.8));
        const string Names = "[...document.querySelectorAll('.label.stream:not([hidden]) b')].map(name => name.textContent).join()";
        await page.Page.WaitForFunctionAsync($"() => {Names} === 'hall/cam-1,hall/cam-2,hall/cam-3,hall/cam-4'");
    }

    private static IEnumerable<double> Heights(JsonElement person) =>
        person.GetProperty("joints").EnumerateArray().Where((_, i) => i % 3 == 1).Select(number => number.GetDouble());

    private static long FrameOf(JsonElement state) =>
        (long)Math.Round((state.GetProperty("frame").GetProperty("timestampMs").GetDouble() - MadeRoom.Start) * MadeRoom.Hz / 1000);
}
