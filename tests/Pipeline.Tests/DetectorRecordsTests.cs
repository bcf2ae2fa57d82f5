using System.Text;
using Confluent.Kafka;
using StreamLift.Detectors;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests;

/// <summary>Other tools' records through the broker, by <c>--encoding auto</c>.</summary>
public sealed class DetectorRecordsTests(Cluster cluster)
{
    [RealBrokerFact]
    public async Task Every_format_gives_the_poses_of_the_same_keypoints_in_own_messages()
    {
        var others = await Lift(DetectorBodies.All.Select(body => Record(body.Body)), "--encoding", "auto");
        var own = await Lift(DetectorBodies.All.SelectMany(body => Own(body.Body, body.Format)), "--encoding", "auto");

        var expected = own.SelectMany(Frames).ToList();
        var lifted = others.SelectMany(Frames).ToList();
        Assert.Equal(DetectorBodies.All.Count, others.Count);
        Assert.Equal(expected.Count, lifted.Count);
        Assert.All(lifted.Zip(expected), pair => Assert.Equal(pair.Second.People, pair.First.People));
        Assert.Contains(lifted, frame => frame.People.Contains("-", StringComparison.Ordinal));
        Assert.All(others.Zip(DetectorBodies.All), pair =>
            Assert.Equal(
                pair.Second.Format == DetectorFormat.DeepStreamProtobuf ? "application/x-protobuf" : "application/json",
                StreamLift.Tests.Brokers.Frames.Header(pair.First, "content-type")
            )
        );
        Assert.Equal(["hall", "lobby"], lifted.Select(frame => frame.Stream).Distinct().Order());
    }

    [RealBrokerFact]
    public async Task Record_of_OpenPose_needs_auto_and_a_key_and_is_told_so()
    {
        var file = Path.Combine(SharedData.Root, "field", "frames-openpose", "openpose.json");
        var body = File.Exists(file) ? await File.ReadAllBytesAsync(file) : Encoding.UTF8.GetBytes(DetectorBodies.OpenPose([DetectorBodies.Triples(25, 0)]));
        var pipeline = await cluster.PipelineAsync(1, 1);
        pipeline.Send([new() { Value = body }, Record(body)]);
        await pipeline.ToEndAsync("--group", "json");
        await pipeline.ToEndAsync("--group", "auto", "--encoding", "auto", "--image", "1088x1920");

        const string Advice = " is missing; the value looks like OpenPose JSON: use --encoding auto";
        var details = pipeline.DeadLetters().ConvertAll(letter => StreamLift.Tests.Brokers.Frames.Header(letter, "streamlift-detail")!);
        Assert.Equal(3, details.Count);
        Assert.All(details[..2], detail => Assert.EndsWith(Advice, detail));
        Assert.Equal("looks like OpenPose JSON without a stream: give the record a key, or a header 'stream'", details[2]);
        var record = Assert.Single(pipeline.Poses());
        var frame = Frames(record).Single();
        Assert.Equal(("hall", 1L), (frame.Stream, frame.Number)); // the record's offset
        Assert.Equal("hall"u8.ToArray(), record.Message.Key);
    }

    private async Task<List<ConsumeResult<byte[]?, byte[]?>>> Lift(IEnumerable<Message<byte[]?, byte[]?>> records, params IEnumerable<string> more)
    {
        var pipeline = await cluster.PipelineAsync(1, 1);
        pipeline.Send(records);
        await pipeline.ToEndAsync(more);
        Assert.Empty(pipeline.DeadLetters().Select(letter => StreamLift.Tests.Brokers.Frames.Header(letter, "streamlift-detail")));
        return pipeline.Poses();
    }

    private static Message<byte[]?, byte[]?> Record(byte[] body) => new() { Key = Encoding.UTF8.GetBytes("hall"), Value = body };

    // the frames of a body, each as a message of StreamLift
    private static IEnumerable<Message<byte[]?, byte[]?>> Own(byte[] body, DetectorFormat format)
    {
        var frames = new KeypointFrames();
        var defaults = new FrameDefaults
        {
            Stream = "hall"u8,
            FrameNumber = 0,
            TimestampMs = 0,
        };
        Assert.True(new DetectorDecoder(SkeletonCatalogue.BuiltIn, new()).TryDecode(format, body, defaults, frames, out var error), $"{error}");
        var encoding = format == DetectorFormat.DeepStreamProtobuf ? WireEncoding.Protobuf : WireEncoding.Json;
        return [.. Enumerable.Range(0, frames.Count).Select(i => Record(new FrameEncoder().Encode(encoding, frames[i]).ToArray()))];
    }

    private static IEnumerable<(string Stream, long Number, string People)> Frames(ConsumeResult<byte[]?, byte[]?> record)
    {
        var frames = new PoseFrames();
        var encoding = StreamLift.Tests.Brokers.Frames.Header(record, "content-type") == "application/json" ? WireEncoding.Json : WireEncoding.Protobuf;
        Assert.True(new PoseDecoder().TryDecode(encoding, record.Message.Value, frames, out var error), error.Detail);
        for (var i = 0; i < frames.Count; i++)
            yield return (Encoding.UTF8.GetString(frames[i].Stream), frames[i].FrameNumber, PeopleOf(frames[i]));
    }

    private static string PeopleOf(PoseFrame frame) =>
        string.Join('\n', Enumerable.Range(0, frame.PersonCount).Select(i => $"{frame.Id(i)} {frame.Score(i)} {string.Join(' ', frame.Joints(i).ToArray())}"));
}
