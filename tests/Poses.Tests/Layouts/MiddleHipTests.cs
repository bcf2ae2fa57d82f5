using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Tests.Layouts;

/// <summary>A person who stands, written in the order of either of OpenPose's models of 25 joints and read as <c>body25</c>.</summary>
public class MiddleHipTests
{
    private static readonly Dictionary<string, (float X, float Y)> Person = new()
    {
        ["Nose"] = (500, 100),
        ["Neck"] = (500, 150),
        ["RShoulder"] = (460, 150),
        ["LShoulder"] = (540, 150),
        ["RElbow"] = (450, 240),
        ["LElbow"] = (550, 240),
        ["RWrist"] = (445, 320),
        ["LWrist"] = (555, 320),
        ["MidHip"] = (500, 300),
        ["RHip"] = (480, 300),
        ["LHip"] = (520, 300),
        ["RKnee"] = (480, 420),
        ["LKnee"] = (520, 420),
        ["RAnkle"] = (480, 540),
        ["LAnkle"] = (520, 540),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(0.02f)]
    public void Middle_hip_of_body25_lies_between_the_hips_also_from_the_side(float wide) => Assert.Equal(false, IsDisplaced(Written(Skeletons.Body25, wide)));

    [Fact]
    public void Joints_in_the_order_of_body25b_have_another_joint_there() => Assert.Equal(true, IsDisplaced(Written(Skeletons.Body25b, 1)));

    [Theory]
    [InlineData("MidHip")]
    [InlineData("LHip")]
    [InlineData("RHip")]
    public void Person_without_one_of_the_three_joints_says_nothing(string unseen)
    {
        var keypoints = Written(Skeletons.Body25b, 1);
        keypoints[(3 * Skeletons.Body25.IndexOf(unseen)) + 2] = 0;
        Assert.Null(IsDisplaced(keypoints));
        Assert.Null(MiddleHip.IsDisplaced(Written(Skeletons.Body25b, 1), -1, 1, 2));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 4, false)]
    [InlineData(2, 7, true)]
    public void Order_is_another_where_more_than_a_quarter_of_the_people_say_so(int displaced, int people, bool isOther) =>
        Assert.Equal(isOther, MiddleHip.IsOtherOrder(displaced, people));

    private static bool? IsDisplaced(float[] keypoints) =>
        MiddleHip.IsDisplaced(keypoints, Skeletons.Body25.IndexOf("MidHip"), Skeletons.Body25.IndexOf("LHip"), Skeletons.Body25.IndexOf("RHip"));

    private static float[] Written(Skeleton layout, float wide) =>
        [.. layout.Joints.SelectMany(joint => Person.TryGetValue(joint, out var at) ? [500 + (wide * (at.X - 500)), at.Y, 0.9f] : (float[])[0, 0, 0])];
}
