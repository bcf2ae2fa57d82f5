using System.Text.RegularExpressions;

namespace StreamLift.Host.Tests.Demo;

public partial class DemoViewTests
{
    [Fact]
    public async Task Demo_shows_its_people_and_the_keypoints_of_its_cameras_on_a_page()
    {
        using var demo = InProcessCommand.Start("demo", "--view", "--no-browser", "--http", "127.0.0.1:0");
        var line = await demo.LineAsync(line => line.StartsWith("viewer ", StringComparison.Ordinal));
        using var page = await TestPage.OpenAsync(new Uri(Address().Match(line).Value));
        var kinds = new HashSet<(int Kind, int Source)>();
        var people = 0;
        while (kinds.Count < 5 || people == 0) // the room and four cameras; a person is known after some frames
        {
            var frame = await page.FrameAsync();
            kinds.Add((frame[1], BitConverter.ToUInt16(frame, 2)));
            if (frame[1] == 1)
                people = BitConverter.ToUInt16(frame, 32);
            else
                Assert.Equal(1, BitConverter.ToUInt16(frame, 34)); // with keypoints
        }

        Assert.Single(kinds, source => source.Kind == 1);
        Assert.InRange(people, 1, 2);
        demo.Stop();
        Assert.Equal(0, await demo.ExitAsync());
        Assert.Contains(demo.Lines, said => said.StartsWith("frames ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Schema_of_the_demo_has_its_room_with_four_placed_cameras()
    {
        using var demo = InProcessCommand.Start("demo", "--view", "--no-browser", "--http", "127.0.0.1:0");
        var line = await demo.LineAsync(line => line.StartsWith("viewer ", StringComparison.Ordinal));
        using var page = await TestPage.OpenAsync(new Uri(Address().Match(line).Value));
        var schema = await page.SchemaAsync();
        while (schema.GetProperty("rigs").GetArrayLength() == 0)
            schema = await page.SchemaAsync();
        var cameras = schema.GetProperty("rigs")[0].GetProperty("cameras").EnumerateArray().ToList();
        Assert.Equal(4, cameras.Count);
        Assert.All(cameras, camera => Assert.Equal(3, camera.GetProperty("translation").GetArrayLength()));
        demo.Stop();
        Assert.Equal(0, await demo.ExitAsync());
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();
}
