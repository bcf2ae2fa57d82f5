namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// MPI-INF-3DHP's 17 joints. In the samples of MMPose, <c>root</c> is the middle of the hips exactly. <c>spine</c> lies at 0.47 to 0.50 of the way from
/// root to neck, like Human3.6M's Spine (0.47 to 0.51), as MMHuman3D has it. <c>neck</c> is 3 to 7 cm from the middle of the shoulders, and <c>head</c> a
/// third of the way from neck to <c>head_top</c> (Human3.6M's Neck/Nose: half), so they are other points. Source: MMPose and MMHuman3D, mpi_inf_3dhp.py.
/// </summary>
internal static class Mpi3dhp17Layout
{
    public static Skeleton Mpi3dhp17() =>
        SkeletonTable.Build(
            "mpi3dhp17",
            new("head_top", "head", Landmark.HeadTop),
            new("neck", "spine"),
            new("right_shoulder", "neck", Landmark.RightShoulder),
            new("right_elbow", "right_shoulder", Landmark.RightElbow),
            new("right_wrist", "right_elbow", Landmark.RightWrist),
            new("left_shoulder", "neck", Landmark.LeftShoulder),
            new("left_elbow", "left_shoulder", Landmark.LeftElbow),
            new("left_wrist", "left_elbow", Landmark.LeftWrist),
            new("right_hip", "root", Landmark.RightHip),
            new("right_knee", "right_hip", Landmark.RightKnee),
            new("right_ankle", "right_knee", Landmark.RightAnkle),
            new("left_hip", "root", Landmark.LeftHip),
            new("left_knee", "left_hip", Landmark.LeftKnee),
            new("left_ankle", "left_knee", Landmark.LeftAnkle),
            new("root", null, Landmark.Pelvis),
            new("spine", "root", Landmark.Spine),
            new("head", "neck")
        );
}
