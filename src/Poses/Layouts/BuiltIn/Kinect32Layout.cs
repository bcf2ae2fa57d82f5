namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// Azure Kinect's 32 joints, <c>k4abt_joint_id_t</c> without the prefix. The joints of its spine, neck and head are its own; Hip and Thorax are computed
/// from hips and shoulders. Source: Azure Kinect Body Tracking SDK, k4abttypes.h and "Azure Kinect body tracking joints".
/// </summary>
internal static class Kinect32Layout
{
    public static Skeleton Kinect32() =>
        SkeletonTable.Build(
            "kinect32",
            new("PELVIS", null),
            new("SPINE_NAVEL", "PELVIS"),
            new("SPINE_CHEST", "SPINE_NAVEL"),
            new("NECK", "SPINE_CHEST"),
            new("CLAVICLE_LEFT", "SPINE_CHEST"),
            new("SHOULDER_LEFT", "CLAVICLE_LEFT", Landmark.LeftShoulder),
            new("ELBOW_LEFT", "SHOULDER_LEFT", Landmark.LeftElbow),
            new("WRIST_LEFT", "ELBOW_LEFT", Landmark.LeftWrist),
            new("HAND_LEFT", "WRIST_LEFT"),
            new("HANDTIP_LEFT", "HAND_LEFT"),
            new("THUMB_LEFT", "WRIST_LEFT"),
            new("CLAVICLE_RIGHT", "SPINE_CHEST"),
            new("SHOULDER_RIGHT", "CLAVICLE_RIGHT", Landmark.RightShoulder),
            new("ELBOW_RIGHT", "SHOULDER_RIGHT", Landmark.RightElbow),
            new("WRIST_RIGHT", "ELBOW_RIGHT", Landmark.RightWrist),
            new("HAND_RIGHT", "WRIST_RIGHT"),
            new("HANDTIP_RIGHT", "HAND_RIGHT"),
            new("THUMB_RIGHT", "WRIST_RIGHT"),
            new("HIP_LEFT", "PELVIS", Landmark.LeftHip),
            new("KNEE_LEFT", "HIP_LEFT", Landmark.LeftKnee),
            new("ANKLE_LEFT", "KNEE_LEFT", Landmark.LeftAnkle),
            new("FOOT_LEFT", "ANKLE_LEFT"),
            new("HIP_RIGHT", "PELVIS", Landmark.RightHip),
            new("KNEE_RIGHT", "HIP_RIGHT", Landmark.RightKnee),
            new("ANKLE_RIGHT", "KNEE_RIGHT", Landmark.RightAnkle),
            new("FOOT_RIGHT", "ANKLE_RIGHT"),
            new("HEAD", "NECK"),
            new("NOSE", "HEAD", Landmark.Nose),
            new("EYE_LEFT", "HEAD", Landmark.LeftEye),
            new("EAR_LEFT", "HEAD", Landmark.LeftEar),
            new("EYE_RIGHT", "HEAD", Landmark.RightEye),
            new("EAR_RIGHT", "HEAD", Landmark.RightEar)
        );
}
