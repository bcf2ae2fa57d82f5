namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// Halpe's 26 body keypoints (AlphaPose): those of COCO, the top of the head, the neck between the shoulders, the middle of the hips, and the feet.
/// </summary>
internal static class Halpe26Layout
{
    /// <summary>The table, which larger layouts begin with.</summary>
    public static readonly JointDefinition[] Joints =
    [
        new("Nose", "Neck", Landmark.Nose),
        new("LEye", "Nose", Landmark.LeftEye),
        new("REye", "Nose", Landmark.RightEye),
        new("LEar", "LEye", Landmark.LeftEar),
        new("REar", "REye", Landmark.RightEar),
        new("LShoulder", "Neck", Landmark.LeftShoulder),
        new("RShoulder", "Neck", Landmark.RightShoulder),
        new("LElbow", "LShoulder", Landmark.LeftElbow),
        new("RElbow", "RShoulder", Landmark.RightElbow),
        new("LWrist", "LElbow", Landmark.LeftWrist),
        new("RWrist", "RElbow", Landmark.RightWrist),
        new("LHip", "Hip", Landmark.LeftHip),
        new("RHip", "Hip", Landmark.RightHip),
        new("LKnee", "LHip", Landmark.LeftKnee),
        new("RKnee", "RHip", Landmark.RightKnee),
        new("LAnkle", "LKnee", Landmark.LeftAnkle),
        new("RAnkle", "RKnee", Landmark.RightAnkle),
        new("Head", "Neck", Landmark.HeadTop),
        new("Neck", "Hip", Landmark.Thorax),
        new("Hip", null, Landmark.Pelvis),
        new("LBigToe", "LAnkle", Landmark.LeftBigToe),
        new("RBigToe", "RAnkle", Landmark.RightBigToe),
        new("LSmallToe", "LBigToe", Landmark.LeftSmallToe),
        new("RSmallToe", "RBigToe", Landmark.RightSmallToe),
        new("LHeel", "LAnkle", Landmark.LeftHeel),
        new("RHeel", "RAnkle", Landmark.RightHeel),
    ];

    public static Skeleton Halpe26() => SkeletonTable.Build("halpe26", Joints);
}
