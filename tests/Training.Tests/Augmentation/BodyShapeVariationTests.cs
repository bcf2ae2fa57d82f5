using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Augmentation;

public sealed class BodyShapeVariationTests
{
    [Fact]
    public void Body_variation_keeps_the_hip_and_scales_left_and_right_limbs_alike()
    {
        var before = Recording.Motion.World(20).ToArray();
        var after = before.ToArray();
        var random = new SampleRandom(1, 0, 0);
        BodyShapeVariation.Apply(after, boneDeviation: 0.03f, sizeDeviation: 0.05f, ref random);
        Assert.Equal(before[..3], after[..3]);
        foreach (var (right, left) in new[] { ("RKnee", "LKnee"), ("RElbow", "LElbow"), ("RWrist", "LWrist") })
            Assert.Equal(Ratio(before, after, left), Ratio(before, after, right), 1e-4);
        Assert.NotEqual(Ratio(before, after, "RKnee"), Ratio(before, after, "RElbow"), 1e-3);
    }

    [Fact]
    public void Placement_variation_turns_and_moves_the_person_on_the_floor_only()
    {
        var before = Recording.Motion.World(20).ToArray();
        var after = before.ToArray();
        var random = new SampleRandom(1, 0, 0);
        RandomPlacement.Apply(after, ref random);
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
        {
            Assert.Equal(before[(3 * joint) + 2], after[(3 * joint) + 2]);
            Assert.Equal(FromHip(before, joint), FromHip(after, joint), 0.05);
        }
        Assert.NotEqual(before[30], after[30], 1);
    }

    [Fact]
    public void Hidden_joint_is_z_score_0_in_the_input_row()
    {
        var generator = Recording.Maker(Recording.Everything with { MaskedShare = 1 });
        var normalization = Normalization.Measure(generator, Recording.Image, 1);
        var (sample, row, hidden) = (new TrainingSample(), new float[Recording.InputWidth], 0);
        for (var place = 0; place < 500; place++)
        {
            var random = new SampleRandom(1, 0, (ulong)place);
            generator.Make(place, sample, ref random);
            var seen = normalization.WriteInput(sample, row, out _);
            Assert.InRange(seen, JointMasking.MinVisible, TrainingSample.Joints);
            for (var joint = 0; joint < TrainingSample.Joints; joint++)
                if (!sample.Seen(joint))
                {
                    hidden++;
                    Assert.Equal((0, 0, 0), (row[3 * joint], row[(3 * joint) + 1], row[(3 * joint) + 2]));
                }
        }
        Assert.True(hidden > 1000);
    }

    [Fact]
    public void Person_reduced_to_coco17_lacks_the_head_and_has_the_mean_of_the_hips()
    {
        var (sample, random) = (new TrainingSample(), new SampleRandom(1, 0, 0));
        Recording.Maker(AugmentationSettings.None).MakeClean(3, sample, ref random);
        var right = sample.Keypoints[3 * Skeletons.H36m17.IndexOf("RHip")];
        var left = sample.Keypoints[3 * Skeletons.H36m17.IndexOf("LHip")];
        JointMasking.ThroughLayout(sample, Skeletons.All.IndexOf(Skeletons.Coco17) - 1);
        Assert.False(sample.Seen(Skeletons.H36m17.IndexOf("Head")));
        Assert.False(sample.Seen(Skeletons.H36m17.IndexOf("Neck/Nose")));
        Assert.Equal((right + left) / 2, sample.Keypoints[0], 1e-3f);
    }

    private static double Ratio(float[] before, float[] after, string joint)
    {
        var child = Skeletons.H36m17.IndexOf(joint);
        var parent = Skeletons.H36m17.Parents[child];
        return Length(after, child, parent) / Length(before, child, parent);
    }

    private static double FromHip(float[] pose, int joint) => Length(pose, joint, 0);

    private static double Length(float[] pose, int a, int b) =>
        Math.Sqrt(Enumerable.Range(0, 3).Sum(axis => Math.Pow(pose[(3 * a) + axis] - pose[(3 * b) + axis], 2)));
}
