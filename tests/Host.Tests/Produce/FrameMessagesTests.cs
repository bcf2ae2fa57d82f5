using System.Text;
using StreamLift.Host.Produce;
using StreamLift.Host.Tests.Motion;
using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Tests.Produce;

public class FrameMessagesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    [Theory]
    [InlineData(WireEncoding.Json, "application/json")]
    [InlineData(WireEncoding.Protobuf, "application/x-protobuf")]
    public void A_record_carries_key_header_time_image_and_the_keypoints(WireEncoding encoding, string contentType)
    {
        var motion = MotionStreamsTests.Synthetic(frames: 3);
        var message = new FrameMessages(motion, null, SkeletonCatalogue.BuiltIn, encoding).Of(5, motion.Sequences[5], 2, Now);
        Assert.Equal(motion.Sequences[5].Stream, Encoding.UTF8.GetString(message.Key));
        Assert.Equal(contentType, Encoding.UTF8.GetString(message.Headers.GetLastBytes("content-type")));
        Assert.Equal(Now.ToUnixTimeMilliseconds(), message.Timestamp.UnixTimestampMs);

        var frame = Decode(encoding, message.Value);
        Assert.Equal(motion.Sequences[5].Stream, Encoding.UTF8.GetString(frame.Stream));
        Assert.Equal((2, Now.ToUnixTimeMilliseconds(), 1280, 960, 1), (frame.Frame, frame.TimestampMs, frame.Width, frame.Height, frame.People));
        var (sent, got) = (motion.Sequences[5].Keypoints(2).ToArray(), frame.Keypoints(0).ToArray());
        Assert.All(sent.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 0.006));
    }

    [Fact]
    public void Joints_that_the_data_lacks_go_as_not_seen()
    {
        var motion = MotionStreamsTests.Synthetic(frames: 1);
        var message = new FrameMessages(motion, Skeletons.Coco17, SkeletonCatalogue.BuiltIn, WireEncoding.Json).Of(0, motion.Sequences[0], 0, Now);
        var frame = Decode(WireEncoding.Json, message.Value);
        Assert.Same(Skeletons.Coco17, frame.Layout);
        Assert.Equal([0f, 0f, 0f], frame.Keypoints(0)[..3].ToArray()); // the nose: Human3.6M has the middle of the head
        var knee = 3 * Skeletons.Coco17.IndexOf("left_knee");
        Assert.Equal(motion.Sequences[0].Keypoints(0)[3 * Skeletons.H36m17.IndexOf("LKnee")], frame.Keypoints(0)[knee], 0.006);
    }

    private static KeypointFrame Decode(WireEncoding encoding, byte[] body)
    {
        var frame = new KeypointFrame();
        Assert.Equal(Rejection.None, new FrameDecoder(SkeletonCatalogue.BuiltIn, new WireLimits()).Decode(encoding, body, frame));
        return frame;
    }
}
