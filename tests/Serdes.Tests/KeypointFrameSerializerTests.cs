using System.Text;
using Confluent.Kafka;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Serdes.Tests;

public sealed class KeypointFrameSerializerTests
{
    [Theory]
    [InlineData(WireEncoding.Json, "application/json")]
    [InlineData(WireEncoding.Protobuf, "application/x-protobuf")]
    public void Serializer_writes_a_frame_that_the_decoder_reads_and_sets_the_content_type(WireEncoding encoding, string contentType)
    {
        var headers = new Headers { { "content-type", "text/plain"u8.ToArray() }, { "other", [1] } };
        var frame = new KeypointFrame();
        Fill(frame, 7);

        var value = new KeypointFrameSerializer(encoding).Serialize(frame, Context(headers));

        var read = new KeypointFrames();
        Assert.True(new FrameDecoder().TryDecode(encoding, value, read, out var error), error.Detail);
        Assert.Equal((false, 7, "cam-1"), (read.IsList, read[0].FrameNumber, read[0].StreamName));
        Assert.Equal((12, 20, 0.5f), read[0].Joint(0, "nose"));
        Assert.Equal([contentType], headers.Where(header => header.Key == "content-type").Select(header => Encoding.UTF8.GetString(header.GetValueBytes())));
        Assert.Equal(2, headers.Count);
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Serializer_writes_frames_as_a_list_and_accepts_a_message_without_headers(WireEncoding encoding)
    {
        var frames = new KeypointFrames();
        Fill(frames.Add(), 1);
        Fill(frames.Add(), 2);

        var value = new KeypointFrameSerializer(encoding).Serialize(frames, Context(null));

        var read = new KeypointFrames();
        Assert.True(new FrameDecoder().TryDecode(encoding, value, read, out var error), error.Detail);
        Assert.Equal((true, 2, 2), (read.IsList, read.Count, read[1].FrameNumber));
    }

    [Fact]
    public void Serializer_is_shared_by_threads_without_mixing_frames()
    {
        var serializer = new KeypointFrameSerializer(WireEncoding.Json);
        Parallel.For(0, 2_000, number =>
        {
            var frame = new KeypointFrame();
            Fill(frame, number);
            var read = new KeypointFrame();
            Assert.True(new FrameDecoder().TryDecode(WireEncoding.Json, serializer.Serialize(frame, Context(null)), read, out var error), error.Detail);
            Assert.Equal(number, read.FrameNumber);
        });
    }

    private static SerializationContext Context(Headers? headers) => new(MessageComponentType.Value, "keypoints", headers);

    private static void Fill(KeypointFrame frame, int number)
    {
        frame.Begin("cam-1", number, 5, Skeletons.Coco17, 640, 480);
        var keypoints = frame.AddPerson(3, 0.75f);
        (keypoints[0], keypoints[1], keypoints[2]) = (12, 20, 0.5f);
    }
}
