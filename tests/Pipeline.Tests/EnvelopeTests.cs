using System.Text;
using Confluent.Kafka;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests;

/// <summary>Frames in the envelopes of other tools, over a broker.</summary>
public sealed class EnvelopeTests(Cluster cluster)
{
    [Fact]
    public async Task Frames_in_every_envelope_are_lifted_as_those_without_and_the_output_has_none()
    {
        var pipeline = await cluster.PipelineAsync();
        var (json, protobuf) = (Json(), Protobuf());
        var records = new (byte[] Value, WireEncoding Encoding, (string Name, byte[] Value)[] Headers)[]
        {
            (json, WireEncoding.Json, []),
            (json, WireEncoding.Json, [("content-type", Utf8("text/json"))]),
            (json, WireEncoding.Json, [("ce_specversion", Utf8("1.0")), ("ce_id", Utf8("7")), ("content-type", Utf8("application/json"))]),
            (protobuf, WireEncoding.Protobuf, [("ce_specversion", Utf8("1.0")), ("content-type", Utf8("application/x-protobuf"))]),
            (Event($"\"data\":{Encoding.UTF8.GetString(json)}"), WireEncoding.Json, [("content-type", Utf8("application/cloudevents+json; charset=UTF-8"))]),
            (Event($"\"data\":{Encoding.UTF8.GetString(json)}"), WireEncoding.Json, []),
            (
                Event($"\"datacontenttype\":\"application/x-protobuf\",\"data_base64\":\"{Convert.ToBase64String(protobuf)}\""),
                WireEncoding.Protobuf,
                [("content-type", Utf8("application/cloudevents+json"))]
            ),
            ([0, 0, 0, 0, 7, .. json], WireEncoding.Json, []),
            ([0, 0, 0, 0, 7, 0, .. protobuf], WireEncoding.Protobuf, []),
            ([1, .. new byte[16], 0, .. protobuf], WireEncoding.Protobuf, [("content-type", Utf8("application/x-protobuf"))]),
            (protobuf, WireEncoding.Protobuf, [("__value_schema_id", [1, .. new byte[16], 0])]),
        };
        pipeline.Send(records.Select(record => Record(record.Value, record.Headers)));
        await pipeline.ToEndAsync();

        Assert.Empty(pipeline.DeadLetters().Select(letter => Frames.Header(letter, "streamlift-detail")));
        var lifted = pipeline.Poses();
        Assert.Equal(records.Length, lifted.Count);
        var poses = new PoseFrame();
        float[]? first = null;
        foreach (var (record, pose) in records.Zip(lifted))
        {
            Assert.Equal(Encoding.UTF8.GetString(ContentType.Utf8(record.Encoding)), Frames.Header(pose, "content-type"));
            Assert.DoesNotContain(pose.Message.Headers, header => header.Key.StartsWith("ce_", StringComparison.Ordinal) || header.Key == "__value_schema_id");
            Assert.True(new PoseDecoder().TryDecode(record.Encoding, pose.Message.Value, poses, out var error), error.ToString());
            var joints = poses.Joints(0).ToArray();
            first ??= joints;
            for (var i = 0; i < joints.Length; i++)
                Assert.Equal(first[i], joints[i], 0.02);
        }
    }

    [Fact]
    public async Task Envelopes_that_are_no_good_become_dead_letters_with_the_reason()
    {
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send([
            Record(Utf8($"[{Encoding.UTF8.GetString(Event("\"data\":{}"))}]"), [("content-type", Utf8("application/cloudevents-batch+json"))]),
            Record(Event("\"more\":1"), [("content-type", Utf8("application/cloudevents+json"))]),
            Record([0, 0, 0, 0, 7, 2, 6, .. Protobuf()], []),
            Record(Utf8($"[{Encoding.UTF8.GetString(Event("\"data\":{}"))}]"), []),
            Record(Event("\"data\":{\"stream\":\"cam\"}"), []),
        ]);
        await pipeline.ToEndAsync();

        var dead = pipeline.DeadLetters();
        Assert.Equal(
            ["unknown-content-type", "malformed-envelope", "malformed-envelope", "unknown-content-type", "missing-field"],
            dead.Select(letter => Frames.Header(letter, "streamlift-reason"))
        );
        Assert.StartsWith("a batch of CloudEvents", Frames.Header(dead[0], "streamlift-detail"));
        Assert.StartsWith("the schema registry's prefix names message 3", Frames.Header(dead[2], "streamlift-detail"));
        Assert.Equal((byte)6, dead[2].Message.Value![6]);
    }

    private static Message<byte[]?, byte[]?> Record(byte[] value, (string Name, byte[] Value)[] headers)
    {
        var record = new Message<byte[]?, byte[]?>
        {
            Key = Utf8("cam"),
            Value = value,
            Headers = [],
        };
        foreach (var (name, content) in headers)
            record.Headers.Add(name, content);
        return record;
    }

    private static byte[] Json() => Utf8(Frames.Json("cam", 5));

    private static byte[] Protobuf()
    {
        var frame = new KeypointFrame();
        Assert.True(new FrameDecoder().TryDecode(WireEncoding.Json, Json(), frame, out _));
        Assert.Equal(Skeletons.H36m17, frame.Layout);
        return new FrameEncoder().Encode(WireEncoding.Protobuf, frame).ToArray();
    }

    private static byte[] Event(string members) => Utf8($$"""{"specversion":"1.0","type":"io.streamlift.frame","source":"/hall/2","id":"A-1",{{members}}}""");

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
