namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// CrowdPose's 14 keypoints. Its neck lies on the neck itself, about a fifth of the way from between the shoulders to the top of the head (0.18 to 0.21
/// in three annotated people), like MPII's upper neck. So Thorax is computed from the shoulders. Source: MMPose, crowdpose.py.
/// </summary>
internal static class Crowdpose14Layout
{
    public static Skeleton Crowdpose14() =>
        SkeletonTable.Build(
            "crowdpose14",
            new("left_shoulder", "neck", Landmark.LeftShoulder),
            new("right_shoulder", "neck", Landmark.RightShoulder),
            new("left_elbow", "left_shoulder", Landmark.LeftElbow),
            new("right_elbow", "right_shoulder", Landmark.RightElbow),
            new("left_wrist", "left_elbow", Landmark.LeftWrist),
            new("right_wrist", "right_elbow", Landmark.RightWrist),
            new("left_hip", "left_shoulder", Landmark.LeftHip),
            new("right_hip", "right_shoulder", Landmark.RightHip),
            new("left_knee", "left_hip", Landmark.LeftKnee),
            new("right_knee", "right_hip", Landmark.RightKnee),
            new("left_ankle", "left_knee", Landmark.LeftAnkle),
            new("right_ankle", "right_knee", Landmark.RightAnkle),
            new("top_head", "neck", Landmark.HeadTop),
            new("neck", null, Landmark.UpperNeck)
        );
}
