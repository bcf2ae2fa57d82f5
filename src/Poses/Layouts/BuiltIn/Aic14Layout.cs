namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// AI Challenger's 14 keypoints. Its neck lies on the neck itself, about a fifth of the way from between the shoulders to the top of the head (0.11 to
/// 0.34 in nine annotated people), like MPII's upper neck. So Thorax is computed from the shoulders. Source: MMPose, aic.py.
/// </summary>
internal static class Aic14Layout
{
    public static Skeleton Aic14() =>
        SkeletonTable.Build(
            "aic14",
            new("right_shoulder", "neck", Landmark.RightShoulder),
            new("right_elbow", "right_shoulder", Landmark.RightElbow),
            new("right_wrist", "right_elbow", Landmark.RightWrist),
            new("left_shoulder", "neck", Landmark.LeftShoulder),
            new("left_elbow", "left_shoulder", Landmark.LeftElbow),
            new("left_wrist", "left_elbow", Landmark.LeftWrist),
            new("right_hip", "right_shoulder", Landmark.RightHip),
            new("right_knee", "right_hip", Landmark.RightKnee),
            new("right_ankle", "right_knee", Landmark.RightAnkle),
            new("left_hip", "left_shoulder", Landmark.LeftHip),
            new("left_knee", "left_hip", Landmark.LeftKnee),
            new("left_ankle", "left_knee", Landmark.LeftAnkle),
            new("head_top", "neck", Landmark.HeadTop),
            new("neck", null, Landmark.UpperNeck)
        );
}
