namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>OpenPose's BODY_25. Neck is trained as the mean of both shoulders, MidHip as the mean of both hips.</summary>
internal static class Body25Layout
{
    public static Skeleton Body25() =>
        SkeletonTable.Build(
            "body25",
            new("Nose", "Neck", Landmark.Nose),
            new("Neck", "MidHip", Landmark.Thorax),
            new("RShoulder", "Neck", Landmark.RightShoulder),
            new("RElbow", "RShoulder", Landmark.RightElbow),
            new("RWrist", "RElbow", Landmark.RightWrist),
            new("LShoulder", "Neck", Landmark.LeftShoulder),
            new("LElbow", "LShoulder", Landmark.LeftElbow),
            new("LWrist", "LElbow", Landmark.LeftWrist),
            new("MidHip", null, Landmark.Pelvis),
            new("RHip", "MidHip", Landmark.RightHip),
            new("RKnee", "RHip", Landmark.RightKnee),
            new("RAnkle", "RKnee", Landmark.RightAnkle),
            new("LHip", "MidHip", Landmark.LeftHip),
            new("LKnee", "LHip", Landmark.LeftKnee),
            new("LAnkle", "LKnee", Landmark.LeftAnkle),
            new("REye", "Nose", Landmark.RightEye),
            new("LEye", "Nose", Landmark.LeftEye),
            new("REar", "REye", Landmark.RightEar),
            new("LEar", "LEye", Landmark.LeftEar),
            new("LBigToe", "LAnkle", Landmark.LeftBigToe),
            new("LSmallToe", "LBigToe", Landmark.LeftSmallToe),
            new("LHeel", "LAnkle", Landmark.LeftHeel),
            new("RBigToe", "RAnkle", Landmark.RightBigToe),
            new("RSmallToe", "RBigToe", Landmark.RightSmallToe),
            new("RHeel", "RAnkle", Landmark.RightHeel)
        );
}
