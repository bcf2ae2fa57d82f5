using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Tests;

namespace StreamLift.Host.Tests.Motion;

public class MotionStreamsTests
{
    [Fact]
    public void The_synthetic_performer_gives_three_takes_before_four_cameras()
    {
        var motion = Synthetic(frames: 40);
        Assert.Equal(12, motion.Sequences.Count);
        Assert.Equal(12 * 40, motion.TotalFrames);
        Assert.Contains(motion.Sequences, sequence => sequence.Stream == "synthetic/Squatting/camera-4");
    }

    [Fact]
    public void Fewer_cameras_are_the_first_ones()
    {
        var motion = Synthetic(frames: 3, cameras: 2);
        Assert.Equal(["camera-1", "camera-2"], motion.Sequences.Select(sequence => sequence.Camera.Name).Distinct());
        Assert.Equal(6, motion.Sequences.Count);
    }

    [CmuFact]
    public void Fewer_frames_cut_long_streams_and_leave_short_ones()
    {
        var motion = MotionStreams.Open(new MotionOptions { Source = Path.Combine(SharedData.Cmu, "data_3d_cmu.npz"), Subjects = ["S9"], Frames = 90 });
        Assert.All(motion.Sequences, sequence => Assert.Equal(Math.Min(90, sequence.Frames), motion.FramesOf(sequence)));
        Assert.Contains(motion.Sequences, sequence => sequence.Frames < 90);
        Assert.Contains(motion.Sequences, sequence => sequence.Frames > 90);
    }

    [Fact]
    public void Subjects_of_the_synthetic_performer_and_no_frames_at_all_are_refused()
    {
        Assert.Throws<ConfigurationException>(() => MotionStreams.Open(new MotionOptions { Source = MotionOptions.Synthetic, Subjects = ["S9"] }));
        Assert.Throws<ConfigurationException>(() => Synthetic(frames: 0));
        Assert.Throws<ConfigurationException>(() => Synthetic(frames: 3, cameras: -1));
    }

    internal static MotionStreams Synthetic(int frames, int? cameras = null) =>
        MotionStreams.Open(new MotionOptions { Source = MotionOptions.Synthetic, Frames = frames, Cameras = cameras });
}
