using System.Text;
using StreamLift.Poses;

namespace StreamLift.Wire.Tests;

public sealed class FrameDecoderTests
{
    [Fact]
    public void A_frame_comes_back_as_it_was_encoded()
    {
        var frame = new KeypointFrame();
        frame.Begin("cam 1"u8, 7, 1_700_000_000_000, Skeletons.Coco17, 1920, 1080);
        var keypoints = frame.AddPerson(5, 0.5f);
        for (int i = 0; i < keypoints.Length; i++)
            keypoints[i] = i % 3 == 2 ? 0.9f : i * 12.25f;
        keypoints[5] = 0;
        foreach (var encoding in Enum.GetValues<WireEncoding>())
        {
            var read = new KeypointFrame();
            var rejection = new FrameDecoder(SkeletonCatalogue.BuiltIn, new WireLimits()).Decode(encoding, new FrameEncoder().Encode(encoding, frame), read);
            Assert.Equal((Rejection.None, ""), (rejection, read.Detail));
            Assert.Equal(("cam 1", 7, 1_700_000_000_000, Skeletons.Coco17, 1920, 1080, 1),
                (Encoding.UTF8.GetString(read.Stream), read.Frame, read.TimestampMs, read.Layout, read.Width, read.Height, read.People));
            Assert.Equal((5, 0.5f), (read.Id(0), read.Score(0)));
            keypoints[3..6].Clear();
            Assert.Equal(keypoints, read.Keypoints(0));
        }
    }
}
