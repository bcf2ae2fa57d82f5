namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// OpenPose's COCO model, NVIDIA's BodyPoseNet and AlphaPose's <c>cmu</c> and <c>open</c> formats: COCO's keypoints in another order, and the neck, which
/// is the mean of both shoulders. Source: OpenPose, <c>POSE_COCO_BODY_PARTS</c> in poseParameters.cpp; MMPose, coco_openpose.py.
/// </summary>
internal static class Coco18Layout
{
    public static Skeleton Coco18() =>
        SkeletonTable.Build(
            "coco18",
            new("Nose", "Neck", Landmark.Nose),
            new("Neck", null, Landmark.Thorax),
            new("RShoulder", "Neck", Landmark.RightShoulder),
            new("RElbow", "RShoulder", Landmark.RightElbow),
            new("RWrist", "RElbow", Landmark.RightWrist),
            new("LShoulder", "Neck", Landmark.LeftShoulder),
            new("LElbow", "LShoulder", Landmark.LeftElbow),
            new("LWrist", "LElbow", Landmark.LeftWrist),
            new("RHip", "Neck", Landmark.RightHip),
            new("RKnee", "RHip", Landmark.RightKnee),
            new("RAnkle", "RKnee", Landmark.RightAnkle),
            new("LHip", "Neck", Landmark.LeftHip),
            new("LKnee", "LHip", Landmark.LeftKnee),
            new("LAnkle", "LKnee", Landmark.LeftAnkle),
            new("REye", "Nose", Landmark.RightEye),
            new("LEye", "Nose", Landmark.LeftEye),
            new("REar", "REye", Landmark.RightEar),
            new("LEar", "LEye", Landmark.LeftEar)
        );
}
