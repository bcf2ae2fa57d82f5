using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Tests.Motion;

public class EndlessMotionTests
{
    private static readonly MotionOptions Synthetic = new() { Source = MotionOptions.Synthetic };

    [Fact]
    public void Endless_motion_has_one_stream_a_camera_and_no_last_frame()
    {
        var motion = new EndlessMotion(Synthetic, 30);
        Assert.Equal(["synthetic/camera-1", "synthetic/camera-2", "synthetic/camera-3", "synthetic/camera-4"], motion.Streams.Select(stream => stream.Name));
        Assert.All(motion.Streams, stream => Assert.Equal((null, Skeletons.H36m17, 1280, 960), (stream.Frames, stream.Layout, stream.Width, stream.Height)));
        Assert.Equal(2, new EndlessMotion(Synthetic with { Cameras = 2 }, 30).Streams.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1800)] // a recording's length
    [InlineData(30L * 86400 * 365)]
    public void Endless_motion_shows_the_performer_in_the_image_at_any_frame(long frame)
    {
        var (motion, keypoints) = (new EndlessMotion(Synthetic, 30), new float[51]);
        for (var stream = 0; stream < motion.Streams.Count; stream++)
        {
            motion.Keypoints(stream, frame, keypoints);
            for (var joint = 0; joint < 17; joint++)
            {
                Assert.InRange(keypoints[3 * joint], 0, 1280);
                Assert.InRange(keypoints[3 * joint + 1], 0, 960);
                Assert.InRange(keypoints[3 * joint + 2], 0.4, 1);
            }
        }
    }

    [Fact]
    public void Endless_motion_at_another_rate_or_seed_is_sampled_or_performed_otherwise()
    {
        var (at30, at60, other) = (new float[51], new float[51], new float[51]);
        new EndlessMotion(Synthetic, 30).Keypoints(0, 600, at30);
        new EndlessMotion(Synthetic, null).Keypoints(0, 600, at60);
        Assert.Equal(at30, at60);
        new EndlessMotion(Synthetic, 60).Keypoints(0, 600, at60);
        new EndlessMotion(Synthetic with { Seed = 2 }, 30).Keypoints(0, 600, other);
        Assert.NotEqual(at30, at60);
        Assert.NotEqual(at30, other);
    }

    [Fact]
    public void Endless_motion_with_an_end_or_a_recording_is_refused_by_the_option_s_name()
    {
        Refuses("--frames", Synthetic with { Frames = 600 });
        Refuses("--source synthetic", Synthetic with { Source = "recordings" });
        Refuses("--subjects", Synthetic with { Subjects = ["S9"] });
        Refuses("--cameras", Synthetic with { Cameras = 0 });

        static void Refuses(string option, MotionOptions options) =>
            Assert.Contains(option, Assert.Throws<ConfigurationException>(() => new EndlessMotion(options, 30)).Message);
    }
}
