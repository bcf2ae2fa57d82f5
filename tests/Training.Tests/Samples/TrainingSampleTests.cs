using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Samples;

public sealed class TrainingSampleTests
{
    [Fact]
    public void View_flipped_twice_is_unchanged() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
            {
                var sample = Made(seed);
                var (pose, keypoints) = (sample.Pose.ToArray(), sample.Keypoints.ToArray());
                sample.Flip();
                sample.Flip();
                Assert.Equal(pose, sample.Pose);
                for (var i = 0; i < keypoints.Length; i++)
                    Assert.Equal(keypoints[i], sample.Keypoints[i], 1e-3f);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void View_flip_puts_the_right_hand_where_the_left_was_mirrored()
    {
        var sample = Made(3);
        var (right, left) = (Skeletons.H36m17.IndexOf("RWrist"), Skeletons.H36m17.IndexOf("LWrist"));
        var (x, y, z) = (sample.Pose[3 * left], sample.Pose[(3 * left) + 1], sample.Pose[(3 * left) + 2]);
        var u = sample.Keypoints[3 * left];
        sample.Flip();
        Assert.Equal((-x, y, z), (sample.Pose[3 * right], sample.Pose[(3 * right) + 1], sample.Pose[(3 * right) + 2]));
        Assert.Equal(sample.Width - u, sample.Keypoints[3 * right]);
    }

    [Fact]
    public void View_flip_moves_a_hidden_joint_to_the_other_side()
    {
        var sample = Made(5);
        sample.Hide(Skeletons.H36m17.IndexOf("LFoot"));
        sample.Flip();
        var hidden = Skeletons.H36m17.IndexOf("RFoot");
        Assert.False(sample.Seen(hidden));
        Assert.Equal(0, sample.Keypoints[3 * hidden]);
        Assert.True(sample.Seen(Skeletons.H36m17.IndexOf("LFoot")));
    }

    [Fact]
    public void View_flip_puts_keypoints_where_the_mirrored_camera_shows_the_pose()
    {
        var (sample, pixels) = (Made(11), new float[2 * TrainingSample.Joints]);
        sample.Flip();
        sample.Camera.Project(sample.Pose, pixels);
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
        {
            Assert.Equal(pixels[2 * joint], sample.Keypoints[3 * joint], 0.01f);
            Assert.Equal(pixels[(2 * joint) + 1], sample.Keypoints[(3 * joint) + 1], 0.01f);
        }
    }

    private static TrainingSample Made(ulong seed)
    {
        var (sample, random) = (new TrainingSample(), new SampleRandom(seed, 0, 0));
        var generator = Recording.Maker(AugmentationSettings.None);
        generator.MakeClean((int)(seed % (ulong)generator.Count), sample, ref random);
        return sample;
    }
}
