using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Poses.Tests.Layouts;

public sealed class JointMapTests
{
    [Theory]
    [MemberData(nameof(LayoutData.All), MemberType = typeof(LayoutData))]
    public void Joint_map_of_a_layout_to_itself_changes_no_joint_that_was_seen(string layout)
    {
        var skeleton = LayoutData.Named(layout);
        var map = SkeletonCatalogue.BuiltIn.Map(skeleton, skeleton);

        Assert.DoesNotContain(true, map.Missing);
        Prop.ForAll(Person(skeleton), person =>
            {
                var mapped = Apply(map, person);
                return Enumerable
                    .Range(0, skeleton.Count)
                    .All(joint => person[(3 * joint) + 2] == 0 || person.AsSpan(3 * joint, 3).SequenceEqual(mapped.AsSpan(3 * joint, 3)));
            })
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(LayoutData.Pairs), MemberType = typeof(LayoutData))]
    public void Joint_map_weights_sum_to_1_unless_the_joint_is_missing(string from, string to)
    {
        var map = SkeletonCatalogue.BuiltIn.Map(LayoutData.Named(from), LayoutData.Named(to));

        for (var joint = 0; joint < map.To.Count; joint++)
        {
            var sources = map.Sources(joint);
            Assert.Equal(map.Missing[joint] ? 0 : 1, sources.Sum(source => source.Weight), 12);
            Assert.All(sources, source => Assert.True(source.Weight > 0));
        }
    }

    [Theory]
    [MemberData(nameof(LayoutData.Pairs), MemberType = typeof(LayoutData))]
    public void Joint_map_gives_the_same_whether_left_and_right_swap_before_or_after(string from, string to)
    {
        var map = SkeletonCatalogue.BuiltIn.Map(LayoutData.Named(from), LayoutData.Named(to));

        Prop.ForAll(Person(map.From), person =>
            {
                var (before, after) = (Apply(map, Mirrored(map.From, person)), Mirrored(map.To, Apply(map, person)));
                return before.Zip(after).All(pair => Math.Abs(pair.First - pair.Second) < 1e-3);
            })
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("h36m17", "")]
    [InlineData("h36m16", "Neck/Nose")]
    [InlineData("hourglass16", "Neck/Nose")]
    [InlineData("mpii16", "Neck/Nose")]
    [InlineData("coco17", "Spine Neck/Nose Head")]
    [InlineData("body25", "Spine Neck/Nose Head")]
    [InlineData("halpe26", "Neck/Nose")]
    [InlineData("mediapipe33", "Spine Neck/Nose Head")]
    [InlineData("coco18", "Spine Neck/Nose Head")]
    [InlineData("body25b", "Neck/Nose")]
    [InlineData("wholebody133", "Spine Neck/Nose Head")]
    [InlineData("halpe136", "Neck/Nose")]
    [InlineData("crowdpose14", "Neck/Nose")]
    [InlineData("aic14", "Neck/Nose")]
    [InlineData("posetrack18", "Neck/Nose")]
    [InlineData("lsp14", "Neck/Nose")]
    [InlineData("panoptic19", "Spine Neck/Nose Head")]
    [InlineData("nvidia34", "Spine Neck/Nose Head")]
    [InlineData("openpose-mpi15", "Neck/Nose")]
    [InlineData("mpi3dhp17", "Neck/Nose")]
    [InlineData("kinect32", "Spine Neck/Nose Head")]
    [InlineData("smpl24", "Spine Neck/Nose Head")]
    public void Joint_map_to_h36m17_reports_the_joints_that_a_layout_lacks(string layout, string missing)
    {
        var map = SkeletonCatalogue.BuiltIn.Map(LayoutData.Named(layout), Skeletons.H36m17);

        Assert.Equal(missing, string.Join(' ', Skeletons.H36m17.Joints.Where((_, joint) => map.Missing[joint])));
    }

    [Theory]
    [InlineData("hourglass16", "Thorax", "h36m17", "Thorax")]
    [InlineData("hourglass16", "Head", "mpii16", "head top")]
    [InlineData("mpii16", "thorax", "h36m17", "Thorax")]
    [InlineData("mpii16", "r ankle", "h36m17", "RFoot")]
    [InlineData("halpe26", "Head", "h36m17", "Head")]
    [InlineData("halpe26", "Hip", "body25", "MidHip")]
    [InlineData("body25", "Neck", "h36m17", "Thorax")]
    [InlineData("coco17", "left_ankle", "h36m17", "LFoot")]
    [InlineData("mediapipe33", "left_heel", "body25", "LHeel")]
    [InlineData("wholebody133", "face-36", "mediapipe33", "right_eye_outer")]
    [InlineData("wholebody133", "left_forefinger1", "nvidia34", "left-index-knuckle")]
    [InlineData("nvidia34", "right-thumb-tip", "halpe136", "right_thumb4")]
    [InlineData("mpi3dhp17", "spine", "h36m17", "Spine")]
    [InlineData("coco18", "Neck", "panoptic19", "neck")]
    [InlineData("h36m17", "RWrist", "coco17", "right_wrist")]
    public void Joint_map_copies_a_joint_that_is_the_same_point_of_the_body(string from, string joint, string to, string target)
    {
        var map = SkeletonCatalogue.BuiltIn.Map(LayoutData.Named(from), LayoutData.Named(to));

        Assert.Equal([new JointWeight(map.From.IndexOf(joint), 1)], map.Sources(map.To.IndexOf(target)).ToArray());
    }

    [Theory]
    [InlineData("coco17", "h36m17", "Neck/Nose")]
    [InlineData("h36m17", "coco17", "nose")]
    [InlineData("mpii16", "h36m17", "Neck/Nose")]
    [InlineData("h36m17", "mpii16", "upper neck")]
    [InlineData("hourglass16", "mpii16", "upper neck")]
    [InlineData("mediapipe33", "halpe26", "LBigToe")]
    [InlineData("coco18", "aic14", "neck")]
    [InlineData("kinect32", "mpii16", "upper neck")]
    [InlineData("kinect32", "halpe26", "Head")]
    [InlineData("smpl24", "halpe26", "Head")]
    public void Joint_map_does_not_confuse_joints_with_similar_names(string from, string to, string target)
    {
        var map = SkeletonCatalogue.BuiltIn.Map(LayoutData.Named(from), LayoutData.Named(to));

        Assert.True(map.Missing[map.To.IndexOf(target)]);
    }

    [Fact]
    public void Joint_map_makes_a_missing_hip_the_mean_of_both_hips()
    {
        var map = SkeletonCatalogue.BuiltIn.Map(Skeletons.Coco17, Skeletons.H36m17);
        var person = new float[51];
        Set(person, Skeletons.Coco17.IndexOf("left_hip"), 100, 40, 0.9f);
        Set(person, Skeletons.Coco17.IndexOf("right_hip"), 60, 20, 0.5f);

        var mapped = Apply(map, person);

        Assert.Equal([80, 30, 0.5f], mapped[..3]);
    }

    [Fact]
    public void Joint_map_computes_the_spine_of_a_layout_with_the_top_of_the_head()
    {
        var spine = Skeletons.H36m17.IndexOf("Spine");

        Assert.Equal(
            [(Skeletons.Halpe26.IndexOf("Neck"), 0.47), (Skeletons.Halpe26.IndexOf("Hip"), 0.53)],
            SkeletonCatalogue.BuiltIn.Map(Skeletons.Halpe26, Skeletons.H36m17).Sources(spine).Select(source => (source.Joint, source.Weight))
        );
        Assert.Equal(
            [new JointWeight(Skeletons.Mpi3dhp17.IndexOf("spine"), 1)],
            SkeletonCatalogue.BuiltIn.Map(Skeletons.Mpi3dhp17, Skeletons.H36m17).Sources(spine)
        );
        Assert.Equal(4, SkeletonCatalogue.BuiltIn.Map(Skeletons.Aic14, Skeletons.H36m17).Sources(spine).Length);
    }

    [Fact]
    public void Joint_map_overwrites_whatever_is_in_the_target()
    {
        var map = SkeletonCatalogue.BuiltIn.Map(Skeletons.Coco17, Skeletons.H36m17);
        var target = new float[51];
        Array.Fill(target, float.NaN);

        map.Apply(new float[51], target);

        Assert.Equal(new float[51], target);
    }

    [Fact]
    public void Joint_map_refuses_spans_that_are_too_short()
    {
        var map = SkeletonCatalogue.BuiltIn.Map(Skeletons.Body25, Skeletons.H36m17);

        Assert.Throws<ArgumentException>(() => map.Apply(new float[74], new float[51]));
        Assert.Throws<ArgumentException>(() => map.Apply(new float[75], new float[50]));
    }

    [Fact]
    public void Joint_map_allocates_nothing()
    {
        var map = SkeletonCatalogue.BuiltIn.Map(Skeletons.Mediapipe33, Skeletons.H36m17);
        var (from, to) = (new float[99], new float[51]);

        Assert.Equal(0, Allocations.OfMany(() => map.Apply(from, to)));
    }

    internal static float[] Apply(JointMap map, float[] person)
    {
        var mapped = new float[3 * map.To.Count];
        map.Apply(person, mapped);
        return mapped;
    }

    private static float[] Mirrored(Skeleton skeleton, float[] person) => [.. skeleton.Mirror.SelectMany(twin => person.AsSpan(3 * twin, 3).ToArray())];

    internal static void Set(float[] person, int joint, float x, float y, float score) =>
        (person[3 * joint], person[(3 * joint) + 1], person[(3 * joint) + 2]) = (x, y, score);

    // Pixels, some joints not seen (and then at 0, as decoders leave them).
    private static Arbitrary<float[]> Person(Skeleton skeleton) =>
        (
            from xs in Gen.Choose(-2000, 4000).ArrayOf(2 * skeleton.Count)
            from scores in Gen.Choose(-2, 10).ArrayOf(skeleton.Count)
            select Enumerable
                .Range(0, skeleton.Count)
                .SelectMany(joint => scores[joint] <= 0 ? new float[3] : [xs[2 * joint] / 4f, xs[(2 * joint) + 1] / 4f, scores[joint] / 10f])
                .ToArray()
        ).ToArbitrary();
}
