using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests.Field;

/// <summary>Records that users of other tools sent, each as one record of the topic that a run of the whole service reads.</summary>
public sealed class FieldRecordsTests(Cluster cluster)
{
    private const string Field = "field";

    [SharedFact(Field)]
    public async Task Upper_body_alone_is_lifted_upright_as_a_full_body_is()
    {
        var run = await RunAsync([("half", Read("frames-upper-body/frame.json")), ("full", Read("frames-upper-body/full.json"))]);
        foreach (var stream in new[] { "half", "full" })
            Assert.True(run.Pose(stream)![(3 * 8) + 1] < -300, $"{stream}: the thorax is above the hip: y points down");
    }

    [SharedFact(Field)]
    public async Task Legs_alone_have_no_pose_and_say_why()
    {
        var legs = Regex.Replace(Read("frames-upper-body/full.json"), "\\[960, 200, .*?, 870, 530, 0\\.9", "[" + string.Join(", ", new int[33]));
        var run = await RunAsync([("half", legs), ("full", Read("frames-upper-body/full.json"))]);
        Assert.Null(run.Pose("half"));
        Assert.Equal("required-joints", run.Person("half").GetProperty("rejected").GetString());
        Assert.NotNull(run.Pose("full"));
    }

    [SharedFact(Field)]
    public async Task Normalised_coordinates_are_said_and_lifted_right_with_the_option_or_the_field()
    {
        var frame = Read("frames-normalised/frame.json");
        var told = frame.Replace("\"frame\": 0", "\"frame\": 0, \"normalised\": true", StringComparison.Ordinal);
        // In int8 a coordinate rounded by 0.1 px moves a joint by several mm.
        var run = await RunAsync([("cam-1", frame), ("told", told), ("full", Read("frames-upper-body/full.json"))], "--precision", "fp32");
        var optioned = await RunAsync([("cam-1", frame)], "--precision", "fp32", "--normalised");
        Assert.Single(run.Lines, line => IsAbout(line, "cam-1", "normalised-coordinates") && line.Contains("set --normalised", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Lines.Concat(optioned.Lines), line => IsAbout(line, "told", "") || IsAbout(line, "full", ""));
        Assert.DoesNotContain(optioned.Lines, line => IsAbout(line, "cam-1", ""));
        AssertNear(run.Pose("full")!, run.Pose("told")!, 1); // its coordinates are rounded
        AssertNear(run.Pose("told")!, optioned.Pose("cam-1")!, 0.011);
        Assert.True(Farthest(run.Pose("full")!, run.Pose("cam-1")!) > 50);
    }

    [SharedFact(Field)]
    public async Task Legs_guessed_with_a_score_of_a_twentieth_count_as_not_seen()
    {
        (string, string)[] records = [("guessed", Read("frames-low-scores/legs-score-0.05.json")), ("unseen", Read("frames-low-scores/legs-score-0.json"))];
        var run = await RunAsync(records);
        Assert.Equal(run.Pose("unseen"), run.Pose("guessed"));
        var all = await RunAsync(records, "--min-score", "0");
        Assert.Equal(run.Pose("unseen"), all.Pose("unseen"));
        Assert.True(Farthest(all.Pose("unseen")!, all.Pose("guessed")!) > 100);
    }

    [SharedFact(Field)]
    public async Task Score_of_a_person_above_one_is_passed_on()
    {
        double[] scores = [2.47, 1.0000001, 8];
        var full = Read("frames-upper-body/full.json");
        var run = await RunAsync(
            scores.Select((score, i) => ($"cam-{i}", full.Replace("\"id\": 0,", FormattableString.Invariant($"\"id\": 0, \"score\": {score},"))))
        );
        Assert.All(scores.Index(), score => Assert.Equal(score.Item, run.Person($"cam-{score.Index}").GetProperty("score").GetDouble(), 1e-5));
        Assert.All(scores.Index(), score => Assert.NotNull(run.Pose($"cam-{score.Index}")));
    }

    [SharedFact(Field)]
    public async Task Joint_without_numbers_is_not_seen_and_costs_nothing_else()
    {
        const string Wrist = "1050, 530, 0.9";
        string[] joints = ["NaN, NaN, NaN", "Infinity, -Infinity, 0.9", "null, null, null", "1050, 530, null"];
        var full = Read("frames-upper-body/full.json");
        Assert.Contains(Wrist, full, StringComparison.Ordinal);
        var run = await RunAsync([
            ("full", full),
            ("unseen", full.Replace(Wrist, "0, 0, 0")),
            .. joints.Select((joint, i) => ($"cam-{i}", full.Replace(Wrist, joint))),
        ]);
        Assert.NotEqual(run.Pose("full"), run.Pose("unseen"));
        Assert.All(joints.Index(), joint => Assert.Equal(run.Pose("unseen"), run.Pose($"cam-{joint.Index}")));
    }

    [SharedFact(Field)]
    public async Task Frame_without_an_image_size_anywhere_is_said_with_the_option()
    {
        var full = Read("frames-upper-body/full.json");
        var run = await RunAsync([("cam-1", full.Replace("\"image\": [1920, 1080],", "")), ("full", full)]);
        Assert.Single(run.Lines, line => IsAbout(line, "cam-1", "no-image-size") && line.Contains("set --image WxH", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Lines, line => IsAbout(line, "full", ""));
    }

    [SharedFact(Field)]
    public async Task Swapped_width_and_height_are_said_once_a_stream()
    {
        // one who walks through the picture: in its middle nothing is outside either size
        var full = Read("frames-upper-body/full.json").Replace("[1920, 1080]", "[1080, 1920]");
        var walk = Enumerable.Range(0, 20).Select(frame => ("cam-1", Moved(full, frame, 40 * frame)));
        var run = await RunAsync(walk);
        var said = run.Lines.Where(line => IsAbout(line, "cam-1", "(swapped-size)") || IsAbout(line, "cam-1", "(outside-image)")).ToList();
        Assert.Contains(said, line => line.Contains("exchange", StringComparison.Ordinal));
        Assert.InRange(said.Count, 1, 2);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(SharedData.Root, Field, file));

    private static bool IsAbout(string line, string stream, string reason) =>
        line.Contains($"stream \"{stream}\": ", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal);

    private static string Moved(string frame, int number, float right)
    {
        var keypoints = JsonDocument.Parse(frame).RootElement.GetProperty("people")[0].GetProperty("keypoints").EnumerateArray().Select(n => n.GetSingle());
        var moved = keypoints.Select((value, at) => FormattableString.Invariant($"{(at % 3 == 0 ? value + right : value)}"));
        var start = frame.IndexOf("\"keypoints\": [", StringComparison.Ordinal) + "\"keypoints\": [".Length;
        return frame[..start].Replace("\"frame\": 0", $"\"frame\": {number}") + string.Join(", ", moved) + frame[frame.IndexOf(']', start)..];
    }

    private static double Farthest(float[] one, float[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Max();

    private static void AssertNear(float[] expected, float[] actual, double limit) => Assert.InRange(Farthest(expected, actual), 0, limit);

    private async Task<FieldRun> RunAsync(IEnumerable<(string Stream, string Frame)> records, params string[] flags)
    {
        var pipeline = await cluster.PipelineAsync(1, 1);
        pipeline.Send(records.Select(record => Frames.Record(record.Stream, record.Frame.Replace("\"stream\": \"s\"", $"\"stream\": \"{record.Stream}\""))));
        var lines = await pipeline.ToEndAsync(flags);
        Assert.Empty(pipeline.DeadLetters().Select(letter => Frames.Header(letter, "streamlift-detail")));
        return new FieldRun(lines, pipeline.Poses());
    }

    private sealed class FieldRun(IReadOnlyList<string> lines, List<ConsumeResult<byte[]?, byte[]?>> poses)
    {
        public IReadOnlyList<string> Lines => lines;

        public JsonElement Person(string stream)
        {
            var record = Assert.Single(poses, pose => Encoding.UTF8.GetString(pose.Message.Key!) == stream);
            return JsonDocument.Parse(record.Message.Value).RootElement.GetProperty("people")[0];
        }

        public float[]? Pose(string stream) =>
            Person(stream).GetProperty("joints") is { ValueKind: JsonValueKind.Array } joints
                ? [.. joints.EnumerateArray().Select(number => number.GetSingle())]
                : null;
    }
}
