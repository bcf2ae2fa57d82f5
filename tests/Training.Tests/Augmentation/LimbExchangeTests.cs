using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Augmentation;

public sealed class LimbExchangeTests
{
    private static readonly string[] Limbs = ["RElbow", "RWrist", "LElbow", "LWrist", "RKnee", "RFoot", "LKnee", "LFoot"];

    [Fact]
    public void Limb_exchange_keeps_bone_lengths_and_leaves_the_trunk()
    {
        var (before, moved) = (Recording.Motion.World(20).ToArray(), 0);
        for (ulong place = 0; place < 200; place++)
        {
            var (after, random) = (before.ToArray(), new SampleRandom(1, 0, place));
            LimbExchange.Apply(after, Recording.Motion.World(60 + (int)place), ref random);
            foreach (var (joint, name) in Skeletons.H36m17.Joints.Index())
            {
                var parent = Skeletons.H36m17.Parents[joint];
                if (parent >= 0)
                    Assert.Equal(Length(before, joint, parent), Length(after, joint, parent), 0.05);
                if (Limbs.Contains(name))
                    moved += after[3 * joint] != before[3 * joint] ? 1 : 0;
                else
                    Assert.Equal(before[(3 * joint)..((3 * joint) + 3)], after[(3 * joint)..((3 * joint) + 3)]);
            }
        }
        Assert.InRange(moved, 400, 1200);
    }

    [Fact]
    public void Limb_exchange_from_the_same_pose_turned_and_moved_changes_nothing()
    {
        var (before, other) = (Recording.Motion.World(20).ToArray(), Recording.Motion.World(20).ToArray());
        var random = new SampleRandom(3, 0, 0);
        RandomPlacement.Apply(other, ref random);
        for (ulong place = 0; place < 50; place++)
        {
            var after = before.ToArray();
            random = new SampleRandom(1, 0, place);
            LimbExchange.Apply(after, other, ref random);
            for (var i = 0; i < before.Length; i++)
                Assert.Equal(before[i], after[i], 0.1f);
        }
    }

    private static double Length(float[] pose, int a, int b) =>
        Math.Sqrt(Enumerable.Range(0, 3).Sum(axis => Math.Pow(pose[(3 * a) + axis] - pose[(3 * b) + axis], 2)));
}
