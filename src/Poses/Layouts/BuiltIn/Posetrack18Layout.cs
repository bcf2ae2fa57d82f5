namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// The 17 keypoints of PoseTrack18. <c>head_bottom</c> is MPII's upper neck: a fifth of the way from between the shoulders to the top of the head (median
/// of 14 annotated people). Source: MMPose, posetrack18.py.
/// </summary>
internal static class Posetrack18Layout
{
    public static Skeleton Posetrack18() =>
        SkeletonTable.Build(
            "posetrack18",
            new("nose", "head_bottom", Landmark.Nose),
            new("head_bottom", null, Landmark.UpperNeck),
            new("head_top", "nose", Landmark.HeadTop),
            new("left_ear", "nose", Landmark.LeftEar),
            new("right_ear", "nose", Landmark.RightEar),
            new("left_shoulder", "head_bottom", Landmark.LeftShoulder),
            new("right_shoulder", "head_bottom", Landmark.RightShoulder),
            new("left_elbow", "left_shoulder", Landmark.LeftElbow),
            new("right_elbow", "right_shoulder", Landmark.RightElbow),
            new("left_wrist", "left_elbow", Landmark.LeftWrist),
            new("right_wrist", "right_elbow", Landmark.RightWrist),
            new("left_hip", "left_shoulder", Landmark.LeftHip),
            new("right_hip", "right_shoulder", Landmark.RightHip),
            new("left_knee", "left_hip", Landmark.LeftKnee),
            new("right_knee", "right_hip", Landmark.RightKnee),
            new("left_ankle", "left_knee", Landmark.LeftAnkle),
            new("right_ankle", "right_knee", Landmark.RightAnkle)
        );
}
