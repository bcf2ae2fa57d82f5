using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Augmentation;

public sealed class NearCameraTests
{
    private static readonly int Thorax = Skeletons.H36m17.IndexOf("Thorax");

    // Of the trunk, joints that were cut off are estimated by those that were not, as in serving.
    private static readonly int[] Limbs =
    [
        .. Skeletons.H36m17.Joints.Index().Where(joint => !joint.Item.Contains("Hip") && joint.Item is not ("Spine" or "Thorax")).Select(joint => joint.Index),
    ];
    private static readonly int[] Legs = [.. new[] { "RKnee", "RFoot", "LKnee", "LFoot" }.Select(Skeletons.H36m17.IndexOf)];

    [Fact]
    public void Near_camera_sees_the_thorax_from_the_front_and_cuts_off_legs()
    {
        var (views, cut, frontal, legless) = (0, 0, 0, 0);
        foreach (var sample in Samples(AugmentationSettings.None with { NearShare = 1 }))
        {
            views++;
            Assert.NotNull(sample.Bottom);
            var inside = Enumerable.Range(0, TrainingSample.Joints).Count(sample.Seen);
            Assert.All(Limbs.Where(sample.Seen), joint =>
                Assert.True(
                    sample.Keypoints[3 * joint] >= 0
                        && sample.Keypoints[3 * joint] < sample.Width
                        && sample.Keypoints[(3 * joint) + 1] >= 0
                        && sample.Keypoints[(3 * joint) + 1] <= sample.Bottom
                )
            );
            cut += inside < TrainingSample.Joints ? 1 : 0;
            legless += Legs.Any(sample.Seen) ? 0 : 1;
            // From the front the person's left is at the right of the image.
            frontal += sample.Pose[3 * Skeletons.H36m17.IndexOf("LShoulder")] > sample.Pose[3 * Skeletons.H36m17.IndexOf("RShoulder")] ? 1 : 0;
            Assert.InRange(sample.Pose[(3 * Thorax) + 2], 300, 4500);
        }

        Assert.True(views > 100, $"{views} views");
        Assert.True(cut > 0.7 * views && legless > 0.3 * views, $"{cut} of {views} cut off, {legless} without legs");
        Assert.True(frontal > 0.85 * views, $"{frontal} of {views} from the front");
    }

    [Fact]
    public void Sample_after_a_near_view_is_not_cut_off()
    {
        var sample = new TrainingSample();
        foreach (var share in new[] { 1f, 0f })
        {
            var random = new SampleRandom(1, 0, 3);
            Recording.Maker(AugmentationSettings.None with { NearShare = share }).Make(3, sample, ref random);
        }

        Assert.Null(sample.Bottom);
        Assert.All(Enumerable.Range(0, TrainingSample.Joints), joint => Assert.True(sample.Seen(joint)));
    }

    [Fact]
    public void Varied_recipe_hides_whole_lower_and_upper_bodies_and_sides()
    {
        var seen = Samples(Recipe.Varied.Augmentation with { NoisyShare = 0, MaskedShare = 1, HalfShare = 1, NearShare = 0 })
            .Select(sample => string.Concat(Enumerable.Range(0, TrainingSample.Joints).Select(joint => sample.Seen(joint) ? '1' : '0')))
            .ToList();

        bool IsHidden(string joints, params string[] names) => names.All(name => joints[Skeletons.H36m17.IndexOf(name)] == '0');
        Assert.Contains(seen, joints => IsHidden(joints, "Hip", "RHip", "LHip", "RKnee", "LKnee", "RFoot", "LFoot"));
        Assert.Contains(seen, joints => IsHidden(joints, "Thorax", "RShoulder", "LShoulder", "RElbow", "LElbow", "RWrist", "LWrist"));
        Assert.Contains(seen, joints => IsHidden(joints, "RHip", "RKnee", "RFoot", "RShoulder", "RElbow", "RWrist"));
        Assert.Contains(seen, joints => IsHidden(joints, "LHip", "LKnee", "LFoot", "LShoulder", "LElbow", "LWrist"));
    }

    private static IEnumerable<TrainingSample> Samples(AugmentationSettings mix)
    {
        var (generator, sample) = (Recording.Maker(mix), new TrainingSample());
        for (var i = 0; i < 600; i++)
        {
            var random = new SampleRandom(1, 0, (ulong)i);
            generator.Make(i * generator.Count / 600, sample, ref random);
            if (mix.NearShare < 1 || sample.Bottom is not null)
                yield return sample;
        }
    }
}
