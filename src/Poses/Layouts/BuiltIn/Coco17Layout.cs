namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>COCO's keypoints. The nose is the only joint in the middle of the body, so it is the parent of the shoulders.</summary>
internal static class Coco17Layout
{
    /// <summary>The table, which larger layouts begin with.</summary>
    public static readonly JointDefinition[] Joints =
    [
        new("nose", null, Landmark.Nose),
        new("left_eye", "nose", Landmark.LeftEye),
        new("right_eye", "nose", Landmark.RightEye),
        new("left_ear", "left_eye", Landmark.LeftEar),
        new("right_ear", "right_eye", Landmark.RightEar),
        new("left_shoulder", "nose", Landmark.LeftShoulder),
        new("right_shoulder", "nose", Landmark.RightShoulder),
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
    ];

    public static Skeleton Coco17() => SkeletonTable.Build("coco17", Joints);
}
