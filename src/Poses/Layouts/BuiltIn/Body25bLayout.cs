namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// OpenPose's experimental BODY_25B: COCO's keypoints, MPII's upper neck and top of the head, and the feet. It has no joint between the shoulders or the
/// hips. Source: openpose_train, experimental_models; Pose2Sim, <c>BODY_25B</c> in skeletons.py.
/// </summary>
internal static class Body25bLayout
{
    public static Skeleton Body25b() =>
        SkeletonTable.Build(
            "body25b",
            new("Nose", "UpperNeck", Landmark.Nose),
            new("LEye", "Nose", Landmark.LeftEye),
            new("REye", "Nose", Landmark.RightEye),
            new("LEar", "LEye", Landmark.LeftEar),
            new("REar", "REye", Landmark.RightEar),
            new("LShoulder", "UpperNeck", Landmark.LeftShoulder),
            new("RShoulder", "UpperNeck", Landmark.RightShoulder),
            new("LElbow", "LShoulder", Landmark.LeftElbow),
            new("RElbow", "RShoulder", Landmark.RightElbow),
            new("LWrist", "LElbow", Landmark.LeftWrist),
            new("RWrist", "RElbow", Landmark.RightWrist),
            new("LHip", "LShoulder", Landmark.LeftHip),
            new("RHip", "RShoulder", Landmark.RightHip),
            new("LKnee", "LHip", Landmark.LeftKnee),
            new("RKnee", "RHip", Landmark.RightKnee),
            new("LAnkle", "LKnee", Landmark.LeftAnkle),
            new("RAnkle", "RKnee", Landmark.RightAnkle),
            new("UpperNeck", null, Landmark.UpperNeck),
            new("HeadTop", "UpperNeck", Landmark.HeadTop),
            new("LBigToe", "LAnkle", Landmark.LeftBigToe),
            new("LSmallToe", "LBigToe", Landmark.LeftSmallToe),
            new("LHeel", "LAnkle", Landmark.LeftHeel),
            new("RBigToe", "RAnkle", Landmark.RightBigToe),
            new("RSmallToe", "RBigToe", Landmark.RightSmallToe),
            new("RHeel", "RAnkle", Landmark.RightHeel)
        );
}
