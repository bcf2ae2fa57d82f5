namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// Leeds Sports Pose's 14 joints, in the order of MPII's; Shelf and Campus use them too and call the last two <c>bottom_head</c> and <c>top_head</c>. So
/// the neck is MPII's upper neck, not the point between the shoulders. Source: the dataset's README; MMPose, shelf.py and campus.py.
/// </summary>
internal static class Lsp14Layout
{
    public static Skeleton Lsp14() =>
        SkeletonTable.Build(
            "lsp14",
            new("right_ankle", "right_knee", Landmark.RightAnkle),
            new("right_knee", "right_hip", Landmark.RightKnee),
            new("right_hip", "right_shoulder", Landmark.RightHip),
            new("left_hip", "left_shoulder", Landmark.LeftHip),
            new("left_knee", "left_hip", Landmark.LeftKnee),
            new("left_ankle", "left_knee", Landmark.LeftAnkle),
            new("right_wrist", "right_elbow", Landmark.RightWrist),
            new("right_elbow", "right_shoulder", Landmark.RightElbow),
            new("right_shoulder", "neck", Landmark.RightShoulder),
            new("left_shoulder", "neck", Landmark.LeftShoulder),
            new("left_elbow", "left_shoulder", Landmark.LeftElbow),
            new("left_wrist", "left_elbow", Landmark.LeftWrist),
            new("neck", null, Landmark.UpperNeck),
            new("head_top", "neck", Landmark.HeadTop)
        );
}
