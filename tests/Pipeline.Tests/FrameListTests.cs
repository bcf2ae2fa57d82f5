using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests;

/// <summary>Records of several frames through the broker.</summary>
public sealed class FrameListTests(Cluster cluster)
{
    private static readonly string[] Motion = ["synthetic", "--frames", "120"];

    [RealBrokerTheory]
    [InlineData("json", "AtLeastOnce")]
    [InlineData("protobuf", "ExactlyOnce")]
    public async Task Replay_of_ten_frames_per_record_scores_the_same_and_keeps_the_records(string encoding, string guarantee)
    {
        var (single, _) = await Replay(encoding, guarantee, 1, "--max-batch", "64");
        var (several, pipeline) = await Replay(encoding, guarantee, 10, "--max-batch", "7", "--lanes", "2");

        Assert.Equal(0, several.RootElement.GetProperty("missing").GetInt32());
        Assert.Equal(0, several.RootElement.GetProperty("doubled").GetInt32());
        Assert.Equal(single.RootElement.GetRawText(), several.RootElement.GetRawText());
        var (sent, lifted) = (Topics.Read(cluster.Bootstrap, pipeline.Input), pipeline.Poses());
        Assert.True(sent.Count < 200);
        Assert.Equal(sent.Count, lifted.Count);
        var decoder = new PoseDecoder();
        Assert.All(lifted, record =>
        {
            var frames = new PoseFrames();
            Assert.True(
                decoder.TryDecode(encoding == "json" ? WireEncoding.Json : WireEncoding.Protobuf, record.Message.Value, frames, out var error),
                error.Detail
            );
            Assert.True(frames.IsList);
            var numbers = Enumerable.Range(0, frames.Count).Select(i => frames[i].FrameNumber).ToList();
            Assert.Equal(Enumerable.Range((int)numbers[0], 10).Select(i => (long)i), numbers);
            Assert.All(Enumerable.Range(0, frames.Count), i => Assert.Equal(record.Message.Key, frames[i].Stream.ToArray()));
        });
    }

    [RealBrokerFact]
    public async Task Pose_bytes_are_the_same_for_a_single_frame_and_a_frame_in_a_list()
    {
        const int frames = 240;
        var alone = await Lift(
            Enumerable.Range(0, frames).Select(i => Frames.Record("rig", Frames.Json($"cam-{i % 3}", i, people: 1 + (i % 3)))),
            "--max-batch",
            "512"
        );
        var lists = await Lift(
            Enumerable
                .Range(0, frames)
                .Chunk(16)
                .Select(some => Frames.Record("rig", $"[{string.Join(',', some.Select(i => Frames.Json($"cam-{i % 3}", i, people: 1 + (i % 3))))}]")),
            "--max-batch",
            "1",
            "--lanes",
            "2"
        );
        Assert.Equal(15, lists.Count);
        Assert.Equal($"[{string.Join(',', alone)}]", string.Join(',', lists).Replace("],[{\"stream\"", ",{\"stream\"", StringComparison.Ordinal));
    }

    [RealBrokerFact]
    public async Task List_record_with_one_bad_frame_is_one_dead_letter_and_redrive_recovers_it()
    {
        var pipeline = await cluster.PipelineAsync(1);
        var mixed = $"[{string.Join(',', Enumerable.Range(0, 10).Select(i => Frames.Json("cam-1", i, people: i == 2 ? 4 : 1)))}]";
        pipeline.Send([Frames.Record("cam-1", mixed), Frames.Record("cam-1", "[]"), Frames.Record("cam-1", $"[{Frames.Json("cam-1", 10)}]")]);
        await pipeline.ToEndAsync("--max-people", "3");

        var dead = pipeline.DeadLetters();
        Assert.Equal(["too-many-people", "missing-field"], dead.Select(letter => Frames.Header(letter, "streamlift-reason")));
        Assert.Equal("frame 3 of 10: people has more than 3 entries", Frames.Header(dead[0], "streamlift-detail"));
        Assert.Equal(mixed, Encoding.UTF8.GetString(dead[0].Message.Value!));
        Assert.Equal([10L], Numbers(pipeline));

        await pipeline.RedriveAsync("--reason", "too-many-people");
        await pipeline.ToEndAsync();
        Assert.Equal([10L, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Numbers(pipeline));
    }

    [RealBrokerTheory]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public async Task List_record_skips_only_late_frames_and_gives_no_record_when_all_are_late(string guarantee)
    {
        var pipeline = await cluster.PipelineAsync(1);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        pipeline.Send([List(0, now), List(1, 5), List(2, now, 5, now), List(3, 5, 5, 5), List(4, 5)]);
        var lines = await pipeline.ToEndAsync("--deadline", "600000", "--guarantee", guarantee, "--instance", "a");
        Assert.Equal([0L, 20, 22], Numbers(pipeline));
        Assert.Equal(2, pipeline.Poses().Count);
        Assert.Contains(lines, line => line.Contains("stopped: 3 frames delivered, 0 dead letters, 6 skipped", StringComparison.Ordinal));

        static Message<byte[]?, byte[]?> List(int record, params long[] timestamps) =>
            Frames.Record("cam-1", "[" + string.Join(',', timestamps.Select((time, i) => At(Frames.Json("cam-1", (10 * record) + i), time))) + "]");

        static string At(string frame, long time) => frame.Replace("1767225600000", $"{time}", StringComparison.Ordinal);
    }

    [RealBrokerFact]
    public async Task List_record_over_the_batch_size_is_lifted_and_one_over_the_topic_limit_rejected()
    {
        var pipeline = await cluster.PipelineAsync(1);
        pipeline.Send([Record(60, 10), Record(256, 4)]);
        await Topics.SetAsync(cluster.Bootstrap, pipeline.Output, "max.message.bytes", "400000");
        await pipeline.ToEndAsync("--max-batch", "8", "--max-people", "10");
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (long)i), Numbers(pipeline));
        var letter = Assert.Single(pipeline.DeadLetters());
        Assert.Equal("output-too-large", Frames.Header(letter, "streamlift-reason"));
        Assert.StartsWith("the pose record of 256 frames and 1024 people has ", Frames.Header(letter, "streamlift-detail"));

        static Message<byte[]?, byte[]?> Record(int frames, int people) =>
            Frames.Record("cam-1", $"[{string.Join(',', Enumerable.Range(0, frames).Select(i => Frames.Json("cam-1", i, people)))}]");
    }

    private async Task<List<string>> Lift(IEnumerable<Message<byte[]?, byte[]?>> records, params IEnumerable<string> more)
    {
        var pipeline = await cluster.PipelineAsync(1, 1);
        pipeline.Send(records);
        await pipeline.ToEndAsync(more);
        return [.. pipeline.Poses().Select(record => Encoding.UTF8.GetString(record.Message.Value!))];
    }

    private async Task<(JsonDocument Scores, TestPipeline Pipeline)> Replay(
        string encoding,
        string guarantee,
        int framesARecord,
        params IEnumerable<string> more
    )
    {
        var pipeline = await cluster.PipelineAsync();
        await pipeline.ProduceAsync(["--source", .. Motion, "--encoding", encoding, "--frames-a-record", framesARecord.ToString(CultureInfo.InvariantCulture)]);
        await pipeline.ToEndAsync(["--guarantee", guarantee, "--instance", "a", .. more]);
        return (await pipeline.EvaluateAsync(["--truth", .. Motion]), pipeline);
    }

    private static IEnumerable<long> Numbers(TestPipeline pipeline)
    {
        foreach (var record in pipeline.Poses())
        {
            using var json = JsonDocument.Parse(record.Message.Value);
            foreach (var frame in json.RootElement.EnumerateArray())
                yield return frame.GetProperty("frame").GetInt64();
        }
    }
}
