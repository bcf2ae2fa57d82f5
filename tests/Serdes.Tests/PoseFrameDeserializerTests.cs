using System.Text;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Serdes.Tests;

public sealed class PoseFrameDeserializerTests
{
    private static readonly float[] Joints = [.. Enumerable.Range(0, 51).Select(i => (float)i)];

    [Theory]
    [InlineData(WireEncoding.Json, "application/json; charset=utf-8")]
    [InlineData(WireEncoding.Protobuf, "application/x-protobuf")]
    public void Deserializer_reads_a_pose_frame_in_the_encoding_of_its_header(WireEncoding encoding, string contentType)
    {
        IDeserializer<PoseFrame> single = new PoseFrameDeserializer();
        IDeserializer<PoseFrames> any = new PoseFrameDeserializer();

        var frame = single.Deserialize(Frame(encoding), false, Context(contentType));

        Assert.Equal(("cam-1", 7, 1), (frame.StreamName, frame.FrameNumber, frame.PersonCount));
        Assert.Equal(new(30, 31, 32), frame.Joint(0, "Head"));
        Assert.Equal((false, 7), (any.Deserialize(Frame(encoding), false, Context(contentType)) is var one && one.IsList, one[0].FrameNumber));
        var list = any.Deserialize(List(encoding), false, Context(contentType));
        Assert.Equal((true, 2), (list.IsList, list.Count));
    }

    [Fact]
    public void Deserializer_reads_records_without_header_in_the_given_encoding()
    {
        IDeserializer<PoseFrame> json = new PoseFrameDeserializer();
        IDeserializer<PoseFrame> protobuf = new PoseFrameDeserializer(WireEncoding.Protobuf);

        Assert.Equal(7, json.Deserialize(Frame(WireEncoding.Json), false, Context(null)).FrameNumber);
        Assert.Equal(7, protobuf.Deserialize(Frame(WireEncoding.Protobuf), false, Context(null)).FrameNumber);
    }

    [Theory]
    [InlineData(null, "{", Rejection.MalformedJson)]
    [InlineData(null, "{\"stream\":\"a\",\"people\":[]}", Rejection.MissingField)]
    [InlineData("text/plain", "{}", Rejection.UnknownContentType)]
    [InlineData(null, null, Rejection.Tombstone)]
    public void Deserializer_throws_with_the_decode_error_of_an_invalid_record(string? contentType, string? body, Rejection expected)
    {
        IDeserializer<PoseFrames> any = new PoseFrameDeserializer();

        var thrown = Assert.Throws<PoseFormatException>(() => any.Deserialize(Encoding.UTF8.GetBytes(body ?? ""), body is null, Context(contentType)));

        Assert.Equal(expected, thrown.Error.Reason);
        Assert.Equal(thrown.Error.ToString(), thrown.Message);
    }

    private static SerializationContext Context(string? contentType) =>
        new(
            MessageComponentType.Value,
            "poses",
            contentType is null ? new Headers() : new Headers { { ContentType.Header, Encoding.UTF8.GetBytes(contentType) } }
        );

    private static byte[] Frame(WireEncoding encoding)
    {
        var writer = new PoseWriter();
        writer.Begin(encoding, "cam-1"u8, 7, 5, "m@1"u8);
        writer.Person(3, 0.5f, Joints, []);
        return writer.End().ToArray();
    }

    private static byte[] List(WireEncoding encoding)
    {
        var writer = new PoseWriter();
        writer.BeginList(encoding);
        for (var i = 0; i < 2; i++)
        {
            writer.BeginFrame("cam-1"u8, i, 5, "m@1"u8);
            writer.EndFrame();
        }
        return writer.EndList().ToArray();
    }
}
