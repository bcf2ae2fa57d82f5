namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// OpenPose's MPI model, trained on MPII: Head is MPII's top of the head, Neck its upper neck, and Chest the mean of its pelvis and thorax. Source:
/// OpenPose, <c>POSE_MPI_BODY_PARTS</c> in poseParameters.cpp; the training code's <c>TransformJoints</c>.
/// </summary>
internal static class OpenposeMpi15Layout
{
    public static Skeleton OpenposeMpi15() =>
        SkeletonTable.Build(
            "openpose-mpi15",
            new("Head", "Neck", Landmark.HeadTop),
            new("Neck", "Chest", Landmark.UpperNeck),
            new("RShoulder", "Neck", Landmark.RightShoulder),
            new("RElbow", "RShoulder", Landmark.RightElbow),
            new("RWrist", "RElbow", Landmark.RightWrist),
            new("LShoulder", "Neck", Landmark.LeftShoulder),
            new("LElbow", "LShoulder", Landmark.LeftElbow),
            new("LWrist", "LElbow", Landmark.LeftWrist),
            new("RHip", "Chest", Landmark.RightHip),
            new("RKnee", "RHip", Landmark.RightKnee),
            new("RAnkle", "RKnee", Landmark.RightAnkle),
            new("LHip", "Chest", Landmark.LeftHip),
            new("LKnee", "LHip", Landmark.LeftKnee),
            new("LAnkle", "LKnee", Landmark.LeftAnkle),
            new("Chest", null)
        );
}
