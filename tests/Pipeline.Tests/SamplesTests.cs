using System.Globalization;
using System.Text.RegularExpressions;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests;

/// <summary>The samples in C#, as a user runs them.</summary>
public sealed partial class SamplesTests(Cluster cluster)
{
    private const int Frames = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [RealBrokerFact]
    public async Task Bridge_sample_sends_detections_and_the_reader_sample_prints_their_poses()
    {
        var pipeline = await cluster.PipelineAsync();
        using var run = await pipeline.StartAsync();

        using var bridge = Start("bridge", "Bridge", string.Join('\n', Enumerable.Range(0, Frames).Select(Detection)), cluster.Bootstrap, pipeline.Input);
        Assert.True(await bridge.ExitAsync(Patience) == 0, string.Join('\n', bridge.Lines));
        Assert.Equal($"{Frames} frames sent, 0 failed, 0 lines skipped", bridge.Output.Trim());

        using var reader = Start("read-poses", "ReadPoses", "", cluster.Bootstrap, pipeline.Output, Frames.ToString(CultureInfo.InvariantCulture));
        Assert.True(await reader.ExitAsync(Patience) == 0, string.Join('\n', reader.Lines));
        var printed = reader.Output.Trim().Split('\n').Select(line => PrintedPose().Match(line)).ToList();
        Assert.Equal(Enumerable.Range(0, Frames).Select(frame => $"{frame}"), printed.Select(match => match.Groups["frame"].Value));
        // the head is above the hip: y points down
        Assert.All(printed, match => Assert.InRange(int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture), -1200, -200));
    }

    [RealBrokerFact]
    public async Task Bridge_sample_skips_invalid_lines_and_ends_with_1()
    {
        var input = await cluster.TopicAsync("in", 1);
        string[] lines = [Detection(0), "nonsense", """{"stream":"cam-1","frame":1,"keypoints":[[[1,2,3]]]}""", """{"frame":1}""", Detection(2)];

        using var bridge = Start("bridge", "Bridge", string.Join('\n', lines), cluster.Bootstrap, input);

        Assert.Equal(1, await bridge.ExitAsync(Patience));
        Assert.Equal("2 frames sent, 0 failed, 3 lines skipped", bridge.Output.Trim());
        Assert.Contains(bridge.Lines, line => line.Contains("layout coco17 takes 51 numbers, not 3", StringComparison.Ordinal));
        var records = Topics.Read(cluster.Bootstrap, input);
        Assert.Equal(
            ["application/x-protobuf", "application/x-protobuf"],
            records.Select(record => StreamLift.Tests.Brokers.Frames.Header(record, "content-type"))
        );
        Assert.All(records, record => Assert.Equal("cam-1"u8.ToArray(), record.Message.Key));
    }

    // a person who stands upright, in the order of coco17, a little further right in each frame
    private static string Detection(int frame)
    {
        (int X, int Y)[] upright =
        [
            (960, 200),
            (970, 190),
            (950, 190),
            (985, 195),
            (935, 195),
            (1020, 300),
            (900, 300),
            (1040, 420),
            (880, 420),
            (1050, 530),
            (870, 530),
            (1000, 560),
            (920, 560),
            (1005, 740),
            (915, 740),
            (1010, 920),
            (910, 920),
        ];
        var joints = string.Join(',', upright.Select(joint => $"[{joint.X + frame},{joint.Y},0.9]"));
        return $$"""{"stream":"cam-1","frame":{{frame}},"width":1920,"height":1080,"keypoints":[[{{joints}}]]}""";
    }

    private static Command Start(string folder, string program, string input, params IEnumerable<string> arguments)
    {
        var build = Path.GetRelativePath(Path.Combine(SharedData.RepositoryRoot, "tests", "Pipeline.Tests"), AppContext.BaseDirectory);
        var path = Path.Combine(SharedData.RepositoryRoot, "samples", folder, build, $"StreamLift.{program}.dll");
        return Command.Start("dotnet", [path, .. arguments], input: input);
    }

    [GeneratedRegex(@"^cam-1 (?<frame>\d+) person 0: head \[-?\d+, (?<y>-?\d+), -?\d+\], wrists ")]
    private static partial Regex PrintedPose();
}
