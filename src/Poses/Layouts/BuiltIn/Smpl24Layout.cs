namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// SMPL's 24 joints. Its pelvis lies 9 cm over the hips, its neck 6 cm over the shoulders, and its head at the base of the skull, so Hip and Thorax are
/// computed from hips and shoulders. Source: smplx, <c>JOINT_NAMES_DICT</c> in joint_names.py.
/// </summary>
internal static class Smpl24Layout
{
    public static Skeleton Smpl24() =>
        SkeletonTable.Build(
            "smpl24",
            new("pelvis", null),
            new("left_hip", "pelvis", Landmark.LeftHip),
            new("right_hip", "pelvis", Landmark.RightHip),
            new("spine1", "pelvis"),
            new("left_knee", "left_hip", Landmark.LeftKnee),
            new("right_knee", "right_hip", Landmark.RightKnee),
            new("spine2", "spine1"),
            new("left_ankle", "left_knee", Landmark.LeftAnkle),
            new("right_ankle", "right_knee", Landmark.RightAnkle),
            new("spine3", "spine2"),
            new("left_foot", "left_ankle"),
            new("right_foot", "right_ankle"),
            new("neck", "spine3"),
            new("left_collar", "spine3"),
            new("right_collar", "spine3"),
            new("head", "neck"),
            new("left_shoulder", "left_collar", Landmark.LeftShoulder),
            new("right_shoulder", "right_collar", Landmark.RightShoulder),
            new("left_elbow", "left_shoulder", Landmark.LeftElbow),
            new("right_elbow", "right_shoulder", Landmark.RightElbow),
            new("left_wrist", "left_elbow", Landmark.LeftWrist),
            new("right_wrist", "right_elbow", Landmark.RightWrist),
            new("left_hand", "left_wrist"),
            new("right_hand", "right_wrist")
        );
}
