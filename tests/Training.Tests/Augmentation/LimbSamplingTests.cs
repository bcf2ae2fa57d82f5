using System.Numerics;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Augmentation;

public sealed class LimbSamplingTests
{
    private static readonly int[] Arms = [.. Enumerable.Range(0, TrainingSample.Joints).Where(PublishedSkeleton.IsArm)];
    private static readonly int[] Legs = [.. Enumerable.Range(0, TrainingSample.Joints).Where(PublishedSkeleton.IsLeg)];

    private delegate void Change(Span<float> world, ref SampleRandom random);

    [Fact]
    public void Random_arms_keep_every_bone_length_and_move_nothing_else()
    {
        foreach (var (before, after) in Changed(ArmSampling.Apply))
        {
            RequireBoneLengths(before, after);
            for (var joint = 0; joint < before.Length; joint++)
                Assert.True(Arms.Contains(joint) || before[joint] == after[joint]);
        }
    }

    [Fact]
    public void Random_arms_stay_outside_of_the_trunk_and_elbows_bend_at_most_150_degrees()
    {
        foreach (var (_, after) in Changed(ArmSampling.Apply).Where(pair => Moved(pair, "RWrist") && Moved(pair, "LWrist")))
        foreach (var side in new[] { "R", "L" })
        {
            Assert.InRange(Bend(after, side + "Shoulder", side + "Elbow", side + "Wrist"), 0, 150);
            var share = 0.5f;
            Assert.True(Vector3.Distance(after[Joint(side + "Wrist")], Vector3.Lerp(after[0], after[BodyFrame.Thorax], share)) > 100);
        }
    }

    [Fact]
    public void Random_arms_reach_forwards_sideways_up_and_down()
    {
        int ahead = 0,
            aside = 0,
            above = 0,
            below = 0;
        foreach (var (_, after) in Changed(ArmSampling.Apply).Where(pair => Moved(pair, "LWrist")))
        {
            var frame = BodyFrame.OfChest(after);
            var hand = after[Joint("LWrist")] - after[BodyFrame.LeftShoulder];
            ahead += Vector3.Dot(hand, frame.Forward) > 250 ? 1 : 0;
            aside += Vector3.Dot(hand, frame.Left) > 250 ? 1 : 0;
            above += Vector3.Dot(hand, frame.Up) > 150 ? 1 : 0;
            below += Vector3.Dot(hand, frame.Up) < -250 ? 1 : 0;
        }
        foreach (var count in new[] { ahead, aside, above, below })
            Assert.InRange(count, 10, 200);
    }

    [Fact]
    public void Random_legs_keep_every_bone_length_and_the_height_of_the_lowest_joint()
    {
        foreach (var (before, after) in Changed(LegSampling.Apply))
        {
            RequireBoneLengths(before, after);
            Assert.Equal(BodyFrame.Lowest(before), BodyFrame.Lowest(after), 0.1);
            var shift = after[0] - before[0];
            for (var joint = 0; joint < before.Length; joint++)
                Assert.True(Legs.Contains(joint) || Vector3.Distance(before[joint] + shift, after[joint]) < 0.1);
        }
    }

    [Fact]
    public void Random_legs_are_seated_or_lower_in_a_third_of_the_samples()
    {
        var low = Changed(LegSampling.Apply).Count(pair => pair.After[0].Z - BodyFrame.Lowest(pair.After) < 600);
        Assert.InRange(low, 100, 300);
    }

    [Fact]
    public void Random_knees_bend_backwards_only()
    {
        foreach (var (_, after) in Changed(LegSampling.Apply))
        foreach (var side in new[] { "R", "L" })
        {
            var (hip, knee, foot) = (after[Joint(side + "Hip")], after[Joint(side + "Knee")], after[Joint(side + "Foot")]);
            var thigh = BodyFrame.Unit(knee - hip);
            // The way that a thigh's front faces: forwards when it hangs, up when it is level.
            var frame = BodyFrame.OfPelvis(after);
            var front = frame.Forward + (Vector3.Dot(thigh, frame.Forward) * (frame.Up - frame.Forward));
            Assert.True(Vector3.Dot(BodyFrame.Unit(foot - knee), front - (Vector3.Dot(front, thigh) * thigh)) < 0.35f);
        }
    }

    [Fact]
    public void Bent_trunk_keeps_every_bone_length_and_most_people_upright()
    {
        var upright = 0;
        foreach (var (before, after) in Changed(TrunkBending.Apply))
        {
            RequireBoneLengths(before, after);
            upright += after[BodyFrame.Thorax].Z - after[0].Z > 250 ? 1 : 0;
        }
        Assert.InRange(upright, 300, 399);
    }

    private static IEnumerable<(Vector3[] Before, Vector3[] After)> Changed(Change change)
    {
        for (ulong place = 0; place < 400; place++)
        {
            var world = Recording.Motion.World(20 + (int)place % 100).ToArray();
            var before = BodyFrame.Joints(world).ToArray();
            var random = new SampleRandom(1, 0, place);
            change(world, ref random);
            yield return (before, BodyFrame.Joints(world).ToArray());
        }
    }

    private static void RequireBoneLengths(Vector3[] before, Vector3[] after)
    {
        foreach (var joint in PublishedSkeleton.Outwards)
        {
            var parent = Skeletons.H36m17.Parents[joint];
            Assert.Equal(Vector3.Distance(before[joint], before[parent]), Vector3.Distance(after[joint], after[parent]), 0.1);
        }
    }

    private static bool Moved((Vector3[] Before, Vector3[] After) pair, string joint) => pair.Before[Joint(joint)] != pair.After[Joint(joint)];

    private static double Bend(Vector3[] pose, string from, string middle, string to)
    {
        var (upper, fore) = (BodyFrame.Unit(pose[Joint(middle)] - pose[Joint(from)]), BodyFrame.Unit(pose[Joint(to)] - pose[Joint(middle)]));
        return 180 / Math.PI * Math.Acos(Math.Clamp(Vector3.Dot(upper, fore), -1, 1));
    }

    private static int Joint(string name) => Skeletons.H36m17.IndexOf(name);
}
