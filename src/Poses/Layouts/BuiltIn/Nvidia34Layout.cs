namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// NVIDIA's BodyPose3DNet and Maxine: 34 keypoints, with the names of DeepStream's messages. NVIDIA does not say where on the body <c>pelvis</c>,
/// <c>torso</c> and <c>neck</c> lie, so Hip and Thorax are computed from hips and shoulders, and the torso is not used. Source: deepstream-bodypose-3d,
/// eventmsg_payload.cpp; Maxine AR SDK, "3D Body Pose Keypoint Format".
/// </summary>
internal static class Nvidia34Layout
{
    public static Skeleton Nvidia34() =>
        SkeletonTable.Build(
            "nvidia34",
            new("pelvis", null),
            new("left-hip", "pelvis", Landmark.LeftHip),
            new("right-hip", "pelvis", Landmark.RightHip),
            new("torso", "pelvis"),
            new("left-knee", "left-hip", Landmark.LeftKnee),
            new("right-knee", "right-hip", Landmark.RightKnee),
            new("neck", "torso"),
            new("left-ankle", "left-knee", Landmark.LeftAnkle),
            new("right-ankle", "right-knee", Landmark.RightAnkle),
            new("left-big-toe", "left-ankle", Landmark.LeftBigToe),
            new("right-big-toe", "right-ankle", Landmark.RightBigToe),
            new("left-small-toe", "left-ankle", Landmark.LeftSmallToe),
            new("right-small-toe", "right-ankle", Landmark.RightSmallToe),
            new("left-heel", "left-ankle", Landmark.LeftHeel),
            new("right-heel", "right-ankle", Landmark.RightHeel),
            new("nose", "neck", Landmark.Nose),
            new("left-eye", "nose", Landmark.LeftEye),
            new("right-eye", "nose", Landmark.RightEye),
            new("left-ear", "nose", Landmark.LeftEar),
            new("right-ear", "nose", Landmark.RightEar),
            new("left-shoulder", "neck", Landmark.LeftShoulder),
            new("right-shoulder", "neck", Landmark.RightShoulder),
            new("left-elbow", "left-shoulder", Landmark.LeftElbow),
            new("right-elbow", "right-shoulder", Landmark.RightElbow),
            new("left-wrist", "left-elbow", Landmark.LeftWrist),
            new("right-wrist", "right-elbow", Landmark.RightWrist),
            new("left-pinky-knuckle", "left-wrist", Landmark.LeftPinky),
            new("right-pinky-knuckle", "right-wrist", Landmark.RightPinky),
            new("left-middle-tip", "left-wrist", Landmark.LeftMiddleTip),
            new("right-middle-tip", "right-wrist", Landmark.RightMiddleTip),
            new("left-index-knuckle", "left-wrist", Landmark.LeftIndex),
            new("right-index-knuckle", "right-wrist", Landmark.RightIndex),
            new("left-thumb-tip", "left-wrist", Landmark.LeftThumbTip),
            new("right-thumb-tip", "right-wrist", Landmark.RightThumbTip)
        );
}
