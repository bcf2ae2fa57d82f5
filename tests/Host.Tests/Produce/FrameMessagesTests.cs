using System.Text;
using StreamLift.Host.Produce;
using StreamLift.Host.Tests.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.Produce;

public class FrameMessagesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    [Theory]
    [InlineData(WireEncoding.Json, "application/json")]
    [InlineData(WireEncoding.Protobuf, "application/x-protobuf")]
    public void Produced_record_carries_key_content_type_timestamp_image_size_and_keypoints(WireEncoding encoding, string contentType)
    {
        var motion = MotionStreamsTests.Synthetic(frames: 3);
        var message = new FrameMessages(motion, null, SkeletonCatalogue.BuiltIn, encoding).Of(5, 2, Now, Now)!;
        Assert.Equal(motion.Sequences[5].Stream, Encoding.UTF8.GetString(message.Key));
        Assert.Equal(contentType, Encoding.UTF8.GetString(message.Headers.GetLastBytes("content-type")));
        Assert.Equal(Now.ToUnixTimeMilliseconds(), message.Timestamp.UnixTimestampMs);

        var frame = Decode(encoding, message.Value);
        Assert.Equal(motion.Sequences[5].Stream, Encoding.UTF8.GetString(frame.Stream));
        Assert.Equal((2, Now.ToUnixTimeMilliseconds(), 1280, 960, 1), (frame.FrameNumber, frame.TimestampMs, frame.Width, frame.Height, frame.PersonCount));
        var (sent, got) = (motion.Sequences[5].Keypoints(2).ToArray(), frame.Keypoints(0).ToArray());
        Assert.All(sent.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 0.006));
    }

    [Fact]
    public void Produced_records_of_all_cameras_of_a_take_may_have_one_key()
    {
        var motion = MotionStreamsTests.Synthetic(frames: 3);
        var messages = new FrameMessages(motion, null, SkeletonCatalogue.BuiltIn, WireEncoding.Json, isKeyedByRig: true);
        for (var stream = 0; stream < motion.Sequences.Count; stream++)
        {
            var key = Encoding.UTF8.GetString(messages.Of(stream, 0, Now, Now)!.Key);
            Assert.Equal($"{key}/{motion.Sequences[stream].Camera.Name}", motion.Sequences[stream].Stream);
        }
    }

    [Fact]
    public void Produced_record_marks_joints_that_the_source_lacks_as_unseen()
    {
        var motion = MotionStreamsTests.Synthetic(frames: 1);
        var message = new FrameMessages(motion, Skeletons.Coco17, SkeletonCatalogue.BuiltIn, WireEncoding.Json).Of(0, 0, Now, Now)!;
        var frame = Decode(WireEncoding.Json, message.Value);
        Assert.Same(Skeletons.Coco17, frame.Layout);
        Assert.Equal([0f, 0f, 0f], frame.Keypoints(0)[..3].ToArray()); // the nose: Human3.6M has the middle of the head
        var knee = 3 * Skeletons.Coco17.IndexOf("left_knee");
        Assert.Equal(motion.Sequences[0].Keypoints(0)[3 * Skeletons.H36m17.IndexOf("LKnee")], frame.Keypoints(0)[knee], 0.006);
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Produced_list_records_hold_consecutive_frames_each_with_its_own_timestamp(WireEncoding encoding)
    {
        var motion = MotionStreamsTests.Synthetic(frames: 8);
        var messages = new FrameMessages(motion, null, SkeletonCatalogue.BuiltIn, encoding, framesPerRecord: 3);
        var sent = new List<(int Stream, long[] Frames, long[] Times)>();
        for (var frame = 0; frame < 8; frame++)
            foreach (var stream in new[] { 0, 1 })
                if (messages.Of(stream, frame, Now.AddMilliseconds(frame), Now.AddMilliseconds(frame)) is { } message)
                    sent.Add(Read(message, stream));

        Assert.Empty(messages.Flush(Now)); // a stream's last record goes with its last frame
        foreach (var stream in new[] { 0, 1 })
            Assert.Equal(
                [
                    [0, 1, 2],
                    [3, 4, 5],
                    [6, 7],
                ],
                sent.Where(record => record.Stream == stream).Select(record => record.Frames)
            );
        Assert.Equal([Ms(3), Ms(4), Ms(5)], sent[2].Times);
        messages.Of(1, 0, Now, Now);
        Assert.Equal([0], Read(Assert.Single(messages.Flush(Now)), 1).Frames);
        Assert.Empty(messages.Flush(Now));

        long Ms(int frame) => Now.AddMilliseconds(frame).ToUnixTimeMilliseconds();

        (int Stream, long[] Frames, long[] Times) Read(Confluent.Kafka.Message<byte[], byte[]> message, int stream)
        {
            var frames = new KeypointFrames();
            Assert.True(new FrameDecoder().TryDecode(encoding, message.Value, frames, out var error), error.Detail);
            Assert.True(frames.IsList);
            Assert.Equal(motion.Sequences[stream].Stream, Encoding.UTF8.GetString(message.Key));
            var all = Enumerable.Range(0, frames.Count).Select(i => frames[i]).ToList();
            Assert.All(all, frame => Assert.Equal(motion.Sequences[stream].Stream, Encoding.UTF8.GetString(frame.Stream)));
            return (stream, [.. all.Select(frame => frame.FrameNumber)], [.. all.Select(frame => frame.TimestampMs)]);
        }
    }

    private static KeypointFrame Decode(WireEncoding encoding, byte[] body)
    {
        var frame = new KeypointFrame();
        Assert.True(new FrameDecoder().TryDecode(encoding, body, frame, out var error), error.Detail);
        return frame;
    }
}
