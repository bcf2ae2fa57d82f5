namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>MediaPipe's pose landmarks (BlazePose). As in COCO, the nose is the parent of the shoulders.</summary>
internal static class Mediapipe33Layout
{
    public static Skeleton Mediapipe33() =>
        SkeletonTable.Build(
            "mediapipe33",
            new("nose", null, Landmark.Nose),
            new("left_eye_inner", "nose", Landmark.LeftEyeInner),
            new("left_eye", "left_eye_inner", Landmark.LeftEye),
            new("left_eye_outer", "left_eye", Landmark.LeftEyeOuter),
            new("right_eye_inner", "nose", Landmark.RightEyeInner),
            new("right_eye", "right_eye_inner", Landmark.RightEye),
            new("right_eye_outer", "right_eye", Landmark.RightEyeOuter),
            new("left_ear", "left_eye_outer", Landmark.LeftEar),
            new("right_ear", "right_eye_outer", Landmark.RightEar),
            new("mouth_left", "nose", Landmark.LeftMouth),
            new("mouth_right", "nose", Landmark.RightMouth),
            new("left_shoulder", "nose", Landmark.LeftShoulder),
            new("right_shoulder", "nose", Landmark.RightShoulder),
            new("left_elbow", "left_shoulder", Landmark.LeftElbow),
            new("right_elbow", "right_shoulder", Landmark.RightElbow),
            new("left_wrist", "left_elbow", Landmark.LeftWrist),
            new("right_wrist", "right_elbow", Landmark.RightWrist),
            new("left_pinky", "left_wrist", Landmark.LeftPinky),
            new("right_pinky", "right_wrist", Landmark.RightPinky),
            new("left_index", "left_wrist", Landmark.LeftIndex),
            new("right_index", "right_wrist", Landmark.RightIndex),
            new("left_thumb", "left_wrist", Landmark.LeftThumb),
            new("right_thumb", "right_wrist", Landmark.RightThumb),
            new("left_hip", "left_shoulder", Landmark.LeftHip),
            new("right_hip", "right_shoulder", Landmark.RightHip),
            new("left_knee", "left_hip", Landmark.LeftKnee),
            new("right_knee", "right_hip", Landmark.RightKnee),
            new("left_ankle", "left_knee", Landmark.LeftAnkle),
            new("right_ankle", "right_knee", Landmark.RightAnkle),
            new("left_heel", "left_ankle", Landmark.LeftHeel),
            new("right_heel", "right_ankle", Landmark.RightHeel),
            new("left_foot_index", "left_heel", Landmark.LeftFootIndex),
            new("right_foot_index", "right_heel", Landmark.RightFootIndex)
        );
}
