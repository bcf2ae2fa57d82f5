using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Tests.Layouts;

public sealed class SkeletonTests
{
    [Theory]
    [InlineData("h36m17", "Hip RHip RKnee RFoot LHip LKnee LFoot Spine Thorax Neck/Nose Head LShoulder LElbow LWrist RShoulder RElbow RWrist")]
    [InlineData("h36m16", "Hip RHip RKnee RFoot LHip LKnee LFoot Spine Thorax Head LShoulder LElbow LWrist RShoulder RElbow RWrist")]
    [InlineData("hourglass16", "RFoot RKnee RHip LHip LKnee LFoot Hip Spine Thorax Head RWrist RElbow RShoulder LShoulder LElbow LWrist")]
    [InlineData(
        "coco17",
        "nose left_eye right_eye left_ear right_ear left_shoulder right_shoulder left_elbow right_elbow left_wrist right_wrist "
            + "left_hip right_hip left_knee right_knee left_ankle right_ankle"
    )]
    [InlineData(
        "body25",
        "Nose Neck RShoulder RElbow RWrist LShoulder LElbow LWrist MidHip RHip RKnee RAnkle LHip LKnee LAnkle REye LEye REar LEar "
            + "LBigToe LSmallToe LHeel RBigToe RSmallToe RHeel"
    )]
    [InlineData(
        "halpe26",
        "Nose LEye REye LEar REar LShoulder RShoulder LElbow RElbow LWrist RWrist LHip RHip LKnee RKnee LAnkle RAnkle Head Neck Hip "
            + "LBigToe RBigToe LSmallToe RSmallToe LHeel RHeel"
    )]
    [InlineData(
        "mediapipe33",
        "nose left_eye_inner left_eye left_eye_outer right_eye_inner right_eye right_eye_outer left_ear right_ear mouth_left "
            + "mouth_right left_shoulder right_shoulder left_elbow right_elbow left_wrist right_wrist left_pinky right_pinky left_index right_index "
            + "left_thumb right_thumb left_hip right_hip left_knee right_knee left_ankle right_ankle left_heel right_heel left_foot_index right_foot_index"
    )]
    public void Built_in_layout_lists_joints_in_their_published_order(string layout, string joints) =>
        Assert.Equal(joints.Split(' '), LayoutData.Named(layout).Joints);

    [Fact]
    public void Mpii16_layout_lists_its_own_joints_in_the_order_of_Stacked_Hourglass() =>
        Assert.Equal(
            [
                "r ankle",
                "r knee",
                "r hip",
                "l hip",
                "l knee",
                "l ankle",
                "pelvis",
                "thorax",
                "upper neck",
                "head top",
                "r wrist",
                "r elbow",
                "r shoulder",
                "l shoulder",
                "l elbow",
                "l wrist",
            ],
            Skeletons.Mpii16.Joints.ToArray()
        );

    [Theory]
    [MemberData(nameof(LayoutData.All), MemberType = typeof(LayoutData))]
    public void Built_in_layout_joints_form_one_tree(string layout)
    {
        var skeleton = LayoutData.Named(layout);

        Assert.Equal(skeleton.Count, skeleton.Joints.Distinct().Count());
        Assert.Single(skeleton.Parents, -1);
        for (var joint = 0; joint < skeleton.Count; joint++)
        {
            var (at, steps) = (joint, 0);
            for (; at >= 0; at = skeleton.Parents[at])
                Assert.True(steps++ < skeleton.Count, $"{skeleton.Joints[joint]} never gets to the root");
        }
    }

    [Theory]
    [MemberData(nameof(LayoutData.All), MemberType = typeof(LayoutData))]
    public void Built_in_layout_mirrored_twice_is_unchanged(string layout)
    {
        var skeleton = LayoutData.Named(layout);

        Assert.All(Enumerable.Range(0, skeleton.Count), joint => Assert.Equal(joint, skeleton.Mirror[skeleton.Mirror[joint]]));
    }

    [Theory]
    [MemberData(nameof(LayoutData.All), MemberType = typeof(LayoutData))]
    public void Built_in_layout_mirrored_joints_have_mirrored_parents(string layout)
    {
        var skeleton = LayoutData.Named(layout);

        Assert.All(Enumerable.Range(0, skeleton.Count).Where(joint => skeleton.Parents[joint] >= 0), joint =>
            Assert.Equal(skeleton.Mirror[skeleton.Parents[joint]], skeleton.Parents[skeleton.Mirror[joint]])
        );
        Assert.Equal(skeleton.Parents.IndexOf(-1), skeleton.Mirror[skeleton.Parents.IndexOf(-1)]);
    }

    [Theory]
    [MemberData(nameof(LayoutData.All), MemberType = typeof(LayoutData))]
    public void Built_in_layout_mirrored_joints_have_names_with_left_and_right_swapped(string layout)
    {
        var skeleton = LayoutData.Named(layout);

        // Face points are numbered, without sides in their names.
        var named = Enumerable.Range(0, skeleton.Count).Where(joint => !skeleton.Joints[joint].StartsWith("face-")).ToList();
        Assert.All(named.Where(joint => skeleton.Mirror[joint] != joint), joint =>
            Assert.Equal(Swapped(skeleton.Joints[joint]), skeleton.Joints[skeleton.Mirror[joint]])
        );
        Assert.All(named.Where(joint => skeleton.Mirror[joint] == joint), joint => Assert.Equal(skeleton.Joints[joint], Swapped(skeleton.Joints[joint])));
    }

    [Fact]
    public void Unknown_joint_is_named_in_the_error() =>
        Assert.Contains("coco17 has no joint tail", Assert.Throws<ArgumentException>(() => Skeletons.Coco17.IndexOf("tail")).Message);

    // The sides as the layouts write them: left_eye, mouth_left, left-eye; HIP_LEFT; l knee; LKnee.
    private static string Swapped(string joint) =>
        joint.Contains("left") ? joint.Replace("left", "right")
        : joint.Contains("right") ? joint.Replace("right", "left")
        : joint.Contains("LEFT") ? joint.Replace("LEFT", "RIGHT")
        : joint.Contains("RIGHT") ? joint.Replace("RIGHT", "LEFT")
        : joint.StartsWith("l ") ? "r " + joint[2..]
        : joint.StartsWith("r ") ? "l " + joint[2..]
        : joint is ['L' or 'R', >= 'A' and <= 'Z', >= 'a', ..] ? (joint[0] == 'L' ? "R" : "L") + joint[1..]
        : joint;
}
