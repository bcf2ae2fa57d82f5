using System.Globalization;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using StreamLift.Host.Settings;
using StreamLift.Pipeline.Tests.Models;

namespace StreamLift.Pipeline.Tests.Suspicion;

/// <summary><c>check</c> on what the input topic holds.</summary>
public sealed class CheckInputTests(Cluster cluster)
{
    [Fact]
    public async Task Empty_topic_is_said_and_is_no_failure()
    {
        var (code, lines) = await CheckAsync([]);
        Assert.Equal(0, code);
        Assert.Contains(lines, line =>
            line.StartsWith("ok     input    topic in-", StringComparison.Ordinal) && line.Contains("is empty", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Good_frames_are_counted_by_streams()
    {
        var (code, lines) = await CheckAsync(Enumerable.Range(0, 60).Select(frame => Record($"cam-{frame % 3}", frame, 1)));
        Assert.Equal(0, code);
        Assert.Contains(lines, line =>
            line.StartsWith("ok     input    the last 60 records of topic in-", StringComparison.Ordinal)
            && line.EndsWith("3 streams, 0 rejected", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(lines, line => line.StartsWith("warn", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, "--strict")]
    public async Task Probably_wrong_frames_are_warned_of_and_fail_when_strict(int expected, params string[] flags)
    {
        var (code, lines) = await CheckAsync(Enumerable.Range(0, 20).Select(frame => Record("cam-1", frame, 1000)), flags);
        Assert.Equal(expected, code);
        Assert.Contains(lines, line =>
            line.StartsWith(expected == 0 ? "warn   input    stream \"cam-1\": all coordinates lie in" : "FAILED input", StringComparison.Ordinal)
            && line.Contains("set --normalised", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Models_and_the_streams_that_each_would_lift_are_said()
    {
        using var cameras = new TemporaryCameras("cam-0", "cam-1");
        var records = Enumerable.Range(0, 30).Select(frame => Record($"cam-{frame % 3}", frame, 1)).ToList();
        var (code, lines) = await CheckAsync(records, "--cameras", cameras.File);
        Assert.Equal(0, code);
        Assert.Contains(lines, line =>
            line.StartsWith("ok     model    streamlift-centred@", StringComparison.Ordinal)
            && line.Contains(" for streams with a camera (2 known), on CPU", StringComparison.Ordinal)
        );
        Assert.Contains(lines, line =>
            line.StartsWith("ok     model    streamlift-image@", StringComparison.Ordinal)
            && line.Contains(" for streams without a camera, on CPU", StringComparison.Ordinal)
        );
        Assert.Contains(lines, line =>
            Regex.IsMatch(
                line,
                "^warn   input    2 streams with a camera: streamlift-centred@[0-9a-f]+ lifts them; 1 stream without \\(\"cam-2\"\\): streamlift-image@"
            )
        );

        (_, lines) = await CheckAsync(records, "--model", "auto");
        Assert.Contains(lines, line => line.Contains("(no --cameras or --rig: only recordings of Human3.6M have one)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("ok     input    3 streams without (\"cam-0\", \"cam-1\", \"cam-2\"): ", StringComparison.Ordinal));
        (_, lines) = await CheckAsync(records, "--model", DefaultModel.Path, "--cameras", cameras.File);
        Assert.Contains(lines, line => line.Contains(" for all streams, on CPU", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("with a camera", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejected_records_are_counted_by_reason_with_an_example()
    {
        var bad = Enumerable.Range(0, 3).Select(frame => Frames.Record("cam-1", Frames.Json("cam-1", frame, layout: "nobody17")));
        var (code, lines) = await CheckAsync(bad.Concat(Enumerable.Range(0, 20).Select(frame => Record("cam-2", frame, 1))));
        Assert.Equal(0, code);
        Assert.Contains(lines, line =>
            line.StartsWith("warn   input    3 of 23 records would be rejected: unknown-layout: layout \"nobody17\" is not known", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Topic_whose_records_are_all_rejected_fails_the_check()
    {
        var (code, lines) = await CheckAsync(Enumerable.Range(0, 3).Select(_ => Frames.Record("cam-1", "{}")));
        Assert.Equal(1, code);
        Assert.Contains(lines, line =>
            line.StartsWith("FAILED input    3 of 3 records would be rejected: missing-field: stream is missing", StringComparison.Ordinal)
        );
    }

    private static Message<byte[]?, byte[]?> Record(string stream, int frame, float divisor)
    {
        var points = Enumerable
            .Range(0, 17)
            .Select(joint =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(400 + (20 * (joint % 3)) + frame) / divisor},{(200 + (30 * joint) + (0.5f * frame)) / divisor},{0.7 + (0.01 * joint)}"
                )
            );
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Frames.Record(
            stream,
            $$"""{"stream":"{{stream}}","frame":{{frame}},"timestampMs":{{time}},"layout":"h36m17","image":[1000,1000]"""
                + $$""","people":[{"keypoints":[{{string.Join(',', points)}}]}]}"""
        );
    }

    private async Task<(int Code, IReadOnlyList<string> Lines)> CheckAsync(IEnumerable<Message<byte[]?, byte[]?>> records, params string[] flags)
    {
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send(records);
        var (code, _, lines) = await InProcessCommand.ToEndAsync([
            "check",
            "--bootstrap",
            cluster.Bootstrap,
            "--input",
            pipeline.Input,
            "--output",
            pipeline.Output,
            .. flags,
        ]);
        return (code, lines);
    }
}
