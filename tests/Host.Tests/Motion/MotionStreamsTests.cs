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

    [Fact]
    public void Cameras_of_a_calibration_see_every_take_instead_of_its_own()
    {
        using var folder = new TemporaryMotion();
        var cameras = folder.File("hall.json");
        File.WriteAllText(
            cameras,
            """
            { "unit": "m", "door/*": { "width": 1920, "height": 1080, "fx": 1400, "fy": 1400, "cx": 960, "cy": 540,
              "rotation": [1, 0, 0, 0, 0, -1, 0, 1, 0], "translation": [0, 1, 6] } }
            """
        );
        var motion = MotionStreams.Open(new MotionOptions { Source = folder.Npz("S77"), CamerasFile = cameras });
        Assert.Equal(["S77/Running/door", "S77/Walking/door"], motion.Streams.Select(stream => stream.Name));
        Assert.Empty(motion.Notes);
        var keypoints = new float[51];
        motion.Sequences[0].Keypoints(0).CopyTo(keypoints);
        Assert.Equal(17, Enumerable.Range(0, 17).Count(joint => keypoints[3 * joint] is > 0 and < 1920 && keypoints[(3 * joint) + 1] is > 0 and < 1080));

        File.WriteAllText(cameras, """{ "door": { "width": 1920, "height": 1080, "fx": 1400, "fy": 1400, "cx": 960, "cy": 540 } }""");
        var problem = Assert.Throws<ConfigurationException>(() => MotionStreams.Open(new MotionOptions { Source = folder.Npz("S77"), CamerasFile = cameras }));
        Assert.EndsWith("hall.json: camera \"door\" has no rotation and translation; to see recorded motion it must have a place", problem.Message);
    }

    [Fact]
    public void Number_of_cameras_counts_by_subject_and_gives_random_ones_to_unknown_subjects()
    {
        using var folder = new TemporaryMotion();
        var motion = MotionStreams.Open(new MotionOptions { Source = folder.Npz("S77", "S9"), Cameras = 1 });
        Assert.Equal(
            ["S9/Running/54138969", "S9/Walking/54138969", "S77/Running/random-1", "S77/Walking/random-1"],
            motion.Streams.Select(stream => stream.Name)
        );
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
