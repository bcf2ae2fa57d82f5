using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Host.Tests.Motion;

public class MotionStreamsTests
{
    [Fact]
    public void Synthetic_source_gives_three_takes_for_each_of_four_cameras()
    {
        var motion = Synthetic(frames: 40);
        Assert.Equal(12, motion.Sequences.Count);
        Assert.Equal(12 * 40, motion.TotalFrames);
        Assert.Contains(motion.Sequences, sequence => sequence.Stream == "synthetic/Squatting/camera-4");
    }

    [Fact]
    public void Camera_limit_keeps_the_first_cameras_of_the_source()
    {
        var motion = Synthetic(frames: 3, cameras: 2);
        Assert.Equal(["camera-1", "camera-2"], motion.Sequences.Select(sequence => sequence.Camera.Name).Distinct());
        Assert.Equal(6, motion.Sequences.Count);
    }

    [Fact]
    public void Frame_limit_cuts_long_streams_and_leaves_short_ones()
    {
        var motion = Recorded(frames: 90, (60, 120));
        Assert.All(motion.Sequences, sequence => Assert.Equal(Math.Min(90, sequence.Frames), motion.FramesOf(sequence)));
        Assert.Contains(motion.Sequences, sequence => sequence.Frames < 90);
        Assert.Contains(motion.Sequences, sequence => sequence.Frames > 90);
    }

    [Fact]
    public void Synthetic_source_refuses_subjects_zero_frames_and_negative_cameras()
    {
        Assert.Throws<ConfigurationException>(() => MotionStreams.Open(new MotionOptions { Source = MotionOptions.Synthetic, Subjects = ["S9"] }));
        Assert.Throws<ConfigurationException>(() => Synthetic(frames: 0));
        Assert.Throws<ConfigurationException>(() => Synthetic(frames: 3, cameras: -1));
    }

    /// <summary>Two takes of a file, of so many frames.</summary>
    internal static MotionStreams Recorded(int? frames, (int One, int Other) takes)
    {
        var folder = Directory.CreateTempSubdirectory("streamlift-motion-");
        try
        {
            var source = SyntheticRecording.Npz(
                Path.Combine(folder.FullName, "data_3d_a.npz"),
                new SyntheticTake("S9", "Walking", takes.One, seed: 1),
                new SyntheticTake("S9", "Running", takes.Other, seed: 2)
            );
            return MotionStreams.Open(
                new MotionOptions
                {
                    Source = source,
                    Subjects = ["S9"],
                    Frames = frames,
                }
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static MotionStreams Synthetic(int frames, int? cameras = null) =>
        MotionStreams.Open(
            new MotionOptions
            {
                Source = MotionOptions.Synthetic,
                Frames = frames,
                Cameras = cameras,
            }
        );
}
