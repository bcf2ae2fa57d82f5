using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Tests.Layouts;

/// <summary>The joints of the layouts as their sources list them, typed from there.</summary>
public sealed class PublishedJointOrderTests
{
    private const string Face =
        "face-0 face-1 face-2 face-3 face-4 face-5 face-6 face-7 face-8 face-9 face-10 face-11 face-12 face-13 face-14 face-15 face-16 face-17 "
        + "face-18 face-19 face-20 face-21 face-22 face-23 face-24 face-25 face-26 face-27 face-28 face-29 face-30 face-31 face-32 face-33 face-34 "
        + "face-35 face-36 face-37 face-38 face-39 face-40 face-41 face-42 face-43 face-44 face-45 face-46 face-47 face-48 face-49 face-50 face-51 "
        + "face-52 face-53 face-54 face-55 face-56 face-57 face-58 face-59 face-60 face-61 face-62 face-63 face-64 face-65 face-66 face-67 ";

    private const string LeftHand =
        "left_hand_root left_thumb1 left_thumb2 left_thumb3 left_thumb4 left_forefinger1 left_forefinger2 left_forefinger3 left_forefinger4 "
        + "left_middle_finger1 left_middle_finger2 left_middle_finger3 left_middle_finger4 left_ring_finger1 left_ring_finger2 left_ring_finger3 "
        + "left_ring_finger4 left_pinky_finger1 left_pinky_finger2 left_pinky_finger3 left_pinky_finger4 ";

    private const string RightHand =
        "right_hand_root right_thumb1 right_thumb2 right_thumb3 right_thumb4 right_forefinger1 right_forefinger2 right_forefinger3 "
        + "right_forefinger4 right_middle_finger1 right_middle_finger2 right_middle_finger3 right_middle_finger4 right_ring_finger1 "
        + "right_ring_finger2 right_ring_finger3 right_ring_finger4 right_pinky_finger1 right_pinky_finger2 right_pinky_finger3 right_pinky_finger4";

    // MMPose's dataset files: coco_wholebody, halpe, crowdpose, aic, posetrack18, shelf (with the names of the Leeds dataset), panoptic_body3d,
    // mpi_inf_3dhp. OpenPose's poseParameters.cpp and its experimental models. DeepStream's eventmsg_payload.cpp. Azure Kinect's "body joints". smplx.
    [Theory]
    [InlineData("coco18", "Nose Neck RShoulder RElbow RWrist LShoulder LElbow LWrist RHip RKnee RAnkle LHip LKnee LAnkle REye LEye REar LEar")]
    [InlineData(
        "body25b",
        "Nose LEye REye LEar REar LShoulder RShoulder LElbow RElbow LWrist RWrist LHip RHip LKnee RKnee LAnkle RAnkle UpperNeck HeadTop "
            + "LBigToe LSmallToe LHeel RBigToe RSmallToe RHeel"
    )]
    [InlineData(
        "wholebody133",
        "nose left_eye right_eye left_ear right_ear left_shoulder right_shoulder left_elbow right_elbow left_wrist right_wrist left_hip "
            + "right_hip left_knee right_knee left_ankle right_ankle left_big_toe left_small_toe left_heel right_big_toe right_small_toe right_heel "
            + Face
            + LeftHand
            + RightHand
    )]
    [InlineData(
        "halpe136",
        "Nose LEye REye LEar REar LShoulder RShoulder LElbow RElbow LWrist RWrist LHip RHip LKnee RKnee LAnkle RAnkle Head Neck Hip "
            + "LBigToe RBigToe LSmallToe RSmallToe LHeel RHeel "
            + Face
            + LeftHand
            + RightHand
    )]
    [InlineData(
        "crowdpose14",
        "left_shoulder right_shoulder left_elbow right_elbow left_wrist right_wrist left_hip right_hip left_knee right_knee left_ankle "
            + "right_ankle top_head neck"
    )]
    [InlineData(
        "aic14",
        "right_shoulder right_elbow right_wrist left_shoulder left_elbow left_wrist right_hip right_knee right_ankle left_hip left_knee "
            + "left_ankle head_top neck"
    )]
    [InlineData(
        "posetrack18",
        "nose head_bottom head_top left_ear right_ear left_shoulder right_shoulder left_elbow right_elbow left_wrist right_wrist left_hip "
            + "right_hip left_knee right_knee left_ankle right_ankle"
    )]
    [InlineData(
        "lsp14",
        "right_ankle right_knee right_hip left_hip left_knee left_ankle right_wrist right_elbow right_shoulder left_shoulder left_elbow "
            + "left_wrist neck head_top"
    )]
    [InlineData(
        "panoptic19",
        "neck nose mid_hip left_shoulder left_elbow left_wrist left_hip left_knee left_ankle right_shoulder right_elbow right_wrist right_hip "
            + "right_knee right_ankle left_eye left_ear right_eye right_ear"
    )]
    [InlineData(
        "nvidia34",
        "pelvis left-hip right-hip torso left-knee right-knee neck left-ankle right-ankle left-big-toe right-big-toe left-small-toe "
            + "right-small-toe left-heel right-heel nose left-eye right-eye left-ear right-ear left-shoulder right-shoulder left-elbow right-elbow "
            + "left-wrist right-wrist left-pinky-knuckle right-pinky-knuckle left-middle-tip right-middle-tip left-index-knuckle "
            + "right-index-knuckle left-thumb-tip right-thumb-tip"
    )]
    [InlineData("openpose-mpi15", "Head Neck RShoulder RElbow RWrist LShoulder LElbow LWrist RHip RKnee RAnkle LHip LKnee LAnkle Chest")]
    [InlineData(
        "mpi3dhp17",
        "head_top neck right_shoulder right_elbow right_wrist left_shoulder left_elbow left_wrist right_hip right_knee right_ankle left_hip "
            + "left_knee left_ankle root spine head"
    )]
    [InlineData(
        "kinect32",
        "PELVIS SPINE_NAVEL SPINE_CHEST NECK CLAVICLE_LEFT SHOULDER_LEFT ELBOW_LEFT WRIST_LEFT HAND_LEFT HANDTIP_LEFT THUMB_LEFT "
            + "CLAVICLE_RIGHT SHOULDER_RIGHT ELBOW_RIGHT WRIST_RIGHT HAND_RIGHT HANDTIP_RIGHT THUMB_RIGHT HIP_LEFT KNEE_LEFT ANKLE_LEFT FOOT_LEFT "
            + "HIP_RIGHT KNEE_RIGHT ANKLE_RIGHT FOOT_RIGHT HEAD NOSE EYE_LEFT EAR_LEFT EYE_RIGHT EAR_RIGHT"
    )]
    [InlineData(
        "smpl24",
        "pelvis left_hip right_hip spine1 left_knee right_knee spine2 left_ankle right_ankle spine3 left_foot right_foot neck left_collar "
            + "right_collar head left_shoulder right_shoulder left_elbow right_elbow left_wrist right_wrist left_hand right_hand"
    )]
    public void Layout_of_another_tool_lists_joints_in_the_order_of_its_source(string layout, string joints) =>
        Assert.Equal(joints.Split(' '), LayoutData.Named(layout).Joints);

    // The flip pairs of MMPose's coco_wholebody.py; the points left out are in the middle of the face.
    [Theory]
    [InlineData("wholebody133")]
    [InlineData("halpe136")]
    public void Face_points_swap_left_and_right_as_published(string layout)
    {
        var face = LayoutData.Named(layout);
        int[][] pairs =
        [
            [0, 16],
            [1, 15],
            [2, 14],
            [3, 13],
            [4, 12],
            [5, 11],
            [6, 10],
            [7, 9],
            [17, 26],
            [18, 25],
            [19, 24],
            [20, 23],
            [21, 22],
            [31, 35],
            [32, 34],
            [36, 45],
            [37, 44],
            [38, 43],
            [39, 42],
            [40, 47],
            [41, 46],
            [48, 54],
            [49, 53],
            [50, 52],
            [55, 59],
            [56, 58],
            [60, 64],
            [61, 63],
            [65, 67],
        ];

        var found = Enumerable
            .Range(0, 68)
            .Select(point => new[] { point, int.Parse(face.Joints[face.Mirror[face.IndexOf($"face-{point}")]].Split('-')[1]) })
            .Where(pair => pair[0] < pair[1]);

        Assert.Equal(pairs, found);
    }
}
