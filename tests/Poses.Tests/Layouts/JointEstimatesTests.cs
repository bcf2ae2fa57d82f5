using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Poses.Tests.Layouts;

public sealed class JointEstimatesTests
{
    // A person from the front: shoulders 80 px apart at y = 100, hips 70 px apart at y = 200, as Human3.6M has them, the right on the left of the image.
    private static readonly (string Joint, float X, float Y)[] Trunk =
    [
        ("left_shoulder", 140, 100),
        ("right_shoulder", 60, 100),
        ("left_hip", 135, 200),
        ("right_hip", 65, 200),
    ];

    [Theory]
    [InlineData("left_hip")]
    [InlineData("right_hip")]
    public void Hidden_hip_and_the_middle_are_estimated_from_the_other_hip_and_the_shoulders(string hidden)
    {
        var mapped = ToHuman36m(Skeletons.Coco17, Coco(hidden));

        Assert.Equal([100, 200, 0.5f], Joint(mapped, "Hip"));
        Assert.Equal([135, 200], Joint(mapped, "LHip")[..2]);
        Assert.Equal([65, 200], Joint(mapped, "RHip")[..2]);
        Assert.Equal(0.5f, Joint(mapped, "LHip")[2]);
    }

    [Theory]
    [InlineData("left_shoulder")]
    [InlineData("right_shoulder")]
    public void Hidden_shoulder_is_not_estimated_but_the_middle_of_the_shoulders_is(string hidden)
    {
        var mapped = ToHuman36m(Skeletons.Coco17, Coco(hidden));

        // 8/7, the shoulders' distance by that of the hips, is no exact float.
        Assert.Equal([100, 100, 0.5f], Joint(mapped, "Thorax").Select(number => MathF.Round(number, 3)));
        Assert.Equal([0, 0, 0], Joint(mapped, hidden == "left_shoulder" ? "LShoulder" : "RShoulder"));
    }

    [Fact]
    public void Middle_of_the_hips_is_the_seen_hip_where_no_shoulder_line_tells_more()
    {
        var mapped = ToHuman36m(Skeletons.Coco17, Coco("left_hip", "left_shoulder"));

        Assert.Equal([65, 200], Joint(mapped, "Hip")[..2]);
        Assert.Equal([60, 100], Joint(mapped, "Thorax")[..2]);
        Assert.Equal([0, 0, 0], Joint(mapped, "LHip"));
    }

    [Fact]
    public void Nothing_is_estimated_for_a_person_with_neither_hip_seen()
    {
        var mapped = ToHuman36m(Skeletons.Coco17, Coco("left_hip", "right_hip"));

        Assert.All(new[] { "Hip", "LHip", "RHip" }, joint => Assert.Equal([0, 0, 0], Joint(mapped, joint)));
    }

    [Theory]
    [InlineData("LHip", "LHip")]
    [InlineData("RHip", "RHip")]
    [InlineData("MidHip", "Hip")]
    [InlineData("LShoulder", "LShoulder")]
    [InlineData("RShoulder", "RShoulder")]
    [InlineData("Neck", "Thorax")]
    public void Joint_beside_a_seen_middle_and_its_counterpart_follows_from_them_exactly(string hidden, string target)
    {
        var person = new float[75];
        foreach (
            var (joint, x, y) in (ReadOnlySpan<(string, float, float)>)
                [("LHip", 121, 210), ("RHip", 83, 190), ("MidHip", 102, 200), ("LShoulder", 141, 96), ("RShoulder", 63, 104), ("Neck", 102, 100)]
        )
            JointMapTests.Set(person, Skeletons.Body25.IndexOf(joint), x, y, 1);
        var seen = ToHuman36m(Skeletons.Body25, person);
        JointMapTests.Set(person, Skeletons.Body25.IndexOf(hidden), 7, 7, 0);

        Assert.Equal(Joint(seen, target), Joint(ToHuman36m(Skeletons.Body25, person), target));
    }

    [Fact]
    public void Hidden_hip_of_h36m17_itself_is_estimated_too()
    {
        var person = ToHuman36m(Skeletons.Coco17, Coco());
        JointMapTests.Set(person, Skeletons.H36m17.IndexOf("RHip"), 0, 0, 0);

        Assert.Equal([65, 200, 0.5f], Joint(ToHuman36m(Skeletons.H36m17, person), "RHip"));
    }

    [Fact]
    public void Joint_that_was_not_seen_stays_so_in_a_conversion_to_another_layout()
    {
        var person = Coco("left_hip");
        var back = JointMapTests.Apply(SkeletonCatalogue.BuiltIn.Map(Skeletons.Coco17, Skeletons.Mediapipe33), person);

        Assert.Equal([0, 0, 0], back.AsSpan(3 * Skeletons.Mediapipe33.IndexOf("left_hip"), 3).ToArray());
    }

    [Fact]
    public void Hip_that_a_layout_lacks_is_not_estimated()
    {
        var one = new SkeletonBuilder("one").Joint("r").Joint("ls").Joint("rs").Map("RHip", "r").Map("LShoulder", "ls").Map("RShoulder", "rs").Build();
        var map = new SkeletonCatalogue(one).Map(one, Skeletons.H36m17);

        var mapped = JointMapTests.Apply(map, [80, 200, 1, 140, 100, 1, 60, 100, 1]);

        Assert.True(map.Missing[Skeletons.H36m17.IndexOf("LHip")]);
        Assert.All(new[] { "Hip", "LHip" }, joint => Assert.Equal([0, 0, 0], Joint(mapped, joint)));
    }

    [Fact]
    public void Map_of_seen_joints_alone_estimates_no_hip()
    {
        var (person, mapped) = (Coco("left_hip"), new float[51]);
        mapped.AsSpan().Fill(7);
        SkeletonCatalogue.BuiltIn.Map(Skeletons.Coco17, Skeletons.H36m17).ApplySeen(person, mapped);

        Assert.All(new[] { "Hip", "LHip" }, joint => Assert.Equal([0, 0, 0], Joint(mapped, joint)));
        Assert.Equal([65, 200, 0.5f], Joint(mapped, "RHip"));
        Assert.Equal([100, 100, 0.5f], Joint(mapped, "Thorax"));
    }

    [Fact]
    public void Estimates_allocate_nothing()
    {
        var map = SkeletonCatalogue.BuiltIn.Map(Skeletons.Coco17, Skeletons.H36m17);
        var (person, mapped) = (Coco("left_hip"), new float[51]);

        Assert.Equal(0, Allocations.OfMany(() => map.Apply(person, mapped)));
        Assert.True(mapped[2] > 0);
    }

    private static float[] Coco(params string[] hidden)
    {
        var person = new float[51];
        foreach (var (joint, x, y) in Trunk)
            JointMapTests.Set(person, Skeletons.Coco17.IndexOf(joint), x, y, hidden.Contains(joint) ? 0 : 0.5f);
        return person;
    }

    private static float[] ToHuman36m(Skeleton layout, float[] person) => JointMapTests.Apply(SkeletonCatalogue.BuiltIn.Map(layout, Skeletons.H36m17), person);

    private static float[] Joint(float[] mapped, string joint) => mapped.AsSpan(3 * Skeletons.H36m17.IndexOf(joint), 3).ToArray();
}
