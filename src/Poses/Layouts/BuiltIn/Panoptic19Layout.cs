namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// CMU Panoptic Studio's 19 joints (COCO19). The neck is within 1.4 cm of the middle of the shoulders, and <c>mid_hip</c> is the middle of the hips, in
/// the six people of MMPose's samples. Source: panoptic-toolbox, README; MMPose, panoptic_body3d.py.
/// </summary>
internal static class Panoptic19Layout
{
    public static Skeleton Panoptic19() =>
        SkeletonTable.Build(
            "panoptic19",
            new("neck", "mid_hip", Landmark.Thorax),
            new("nose", "neck", Landmark.Nose),
            new("mid_hip", null, Landmark.Pelvis),
            new("left_shoulder", "neck", Landmark.LeftShoulder),
            new("left_elbow", "left_shoulder", Landmark.LeftElbow),
            new("left_wrist", "left_elbow", Landmark.LeftWrist),
            new("left_hip", "mid_hip", Landmark.LeftHip),
            new("left_knee", "left_hip", Landmark.LeftKnee),
            new("left_ankle", "left_knee", Landmark.LeftAnkle),
            new("right_shoulder", "neck", Landmark.RightShoulder),
            new("right_elbow", "right_shoulder", Landmark.RightElbow),
            new("right_wrist", "right_elbow", Landmark.RightWrist),
            new("right_hip", "mid_hip", Landmark.RightHip),
            new("right_knee", "right_hip", Landmark.RightKnee),
            new("right_ankle", "right_knee", Landmark.RightAnkle),
            new("left_eye", "nose", Landmark.LeftEye),
            new("left_ear", "left_eye", Landmark.LeftEar),
            new("right_eye", "nose", Landmark.RightEye),
            new("right_ear", "right_eye", Landmark.RightEar)
        );
}
