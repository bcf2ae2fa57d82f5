using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Samples;

public sealed class SightTests
{
    [Fact]
    public void View_flipped_twice_is_unchanged() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
            {
                var sight = Made(seed);
                var (pose, keypoints) = (sight.Pose.ToArray(), sight.Keypoints.ToArray());
                sight.Flip();
                sight.Flip();
                Assert.Equal(pose, sight.Pose);
                for (var i = 0; i < keypoints.Length; i++)
                    Assert.Equal(keypoints[i], sight.Keypoints[i], 1e-3f);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void View_flip_puts_the_right_hand_where_the_left_was_mirrored()
    {
        var sight = Made(3);
        var (right, left) = (Skeletons.H36m17.IndexOf("RWrist"), Skeletons.H36m17.IndexOf("LWrist"));
        var (x, y, z) = (sight.Pose[3 * left], sight.Pose[(3 * left) + 1], sight.Pose[(3 * left) + 2]);
        var u = sight.Keypoints[3 * left];
        sight.Flip();
        Assert.Equal((-x, y, z), (sight.Pose[3 * right], sight.Pose[(3 * right) + 1], sight.Pose[(3 * right) + 2]));
        Assert.Equal(sight.Width - u, sight.Keypoints[3 * right]);
    }

    [Fact]
    public void View_flip_moves_a_hidden_joint_to_the_other_side()
    {
        var sight = Made(5);
        sight.Hide(Skeletons.H36m17.IndexOf("LFoot"));
        sight.Flip();
        var hidden = Skeletons.H36m17.IndexOf("RFoot");
        Assert.False(sight.Seen(hidden));
        Assert.Equal(0, sight.Keypoints[3 * hidden]);
        Assert.True(sight.Seen(Skeletons.H36m17.IndexOf("LFoot")));
    }

    [Fact]
    public void View_flip_puts_keypoints_where_the_mirrored_camera_shows_the_pose()
    {
        var (sight, pixels) = (Made(11), new float[2 * TrainingSample.Joints]);
        sight.Flip();
        sight.Camera.Project(sight.Pose, pixels);
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
        {
            Assert.Equal(pixels[2 * joint], sight.Keypoints[3 * joint], 0.01f);
            Assert.Equal(pixels[(2 * joint) + 1], sight.Keypoints[(3 * joint) + 1], 0.01f);
        }
    }

    private static TrainingSample Made(ulong seed)
    {
        var (sight, draw) = (new TrainingSample(), new SampleRandom(seed, 0, 0));
        var maker = Recording.Maker(ViewMix.Plain);
        maker.Clean((int)(seed % (ulong)maker.Count), sight, ref draw);
        return sight;
    }
}
