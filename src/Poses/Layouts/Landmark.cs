namespace StreamLift.Poses.Layouts;

/// <summary>
/// A point of the body that layouts can have in common. Two joints are the same only if they are the same landmark, regardless of their names: COCO's nose
/// and Human3.6M's "Neck/Nose" are different landmarks. Landmarks of one side are named Left… or Right…, in pairs.
/// </summary>
internal enum Landmark
{
    /// <summary>A joint that no other layout has: a user's, or a built-in layout's own.</summary>
    None,

    /// <summary>Midway between the hip joints: Human3.6M's Hip, MPII's pelvis, OpenPose's MidHip.</summary>
    Pelvis,

    /// <summary>Human3.6M's Spine, midway up the trunk.</summary>
    Spine,

    /// <summary>The base of the neck, between the shoulders: Human3.6M's and MPII's thorax, OpenPose's and Halpe's neck.</summary>
    Thorax,

    /// <summary>
    /// MPII's upper neck, above the middle of the shoulders; AI Challenger's, CrowdPose's and Leeds Sports Pose's neck, PoseTrack's head bottom.
    /// </summary>
    UpperNeck,

    /// <summary>Human3.6M's Neck/Nose: the middle of the head, at the height of the nose but inside the skull.</summary>
    HeadCentre,

    HeadTop,
    Nose,
    LeftEye,
    RightEye,
    LeftEyeInner,
    RightEyeInner,
    LeftEyeOuter,
    RightEyeOuter,
    LeftEar,
    RightEar,
    LeftMouth,
    RightMouth,
    LeftShoulder,
    RightShoulder,
    LeftElbow,
    RightElbow,
    LeftWrist,
    RightWrist,

    /// <summary>The thumb's second joint, at the hand (MediaPipe's thumb, OpenPose's LThumb2Knuckles).</summary>
    LeftThumb,
    RightThumb,
    LeftThumbTip,
    RightThumbTip,

    /// <summary>The knuckle of the index finger.</summary>
    LeftIndex,
    RightIndex,
    LeftMiddleTip,
    RightMiddleTip,

    /// <summary>The knuckle of the little finger.</summary>
    LeftPinky,
    RightPinky,
    LeftHip,
    RightHip,
    LeftKnee,
    RightKnee,

    /// <summary>Human3.6M calls it LFoot.</summary>
    LeftAnkle,
    RightAnkle,
    LeftHeel,
    RightHeel,
    LeftBigToe,
    RightBigToe,
    LeftSmallToe,
    RightSmallToe,

    /// <summary>MediaPipe's foot index: the tip of the foot, between OpenPose's two toes.</summary>
    LeftFootIndex,
    RightFootIndex,
}

/// <summary>The counterpart of a landmark on the other side; landmarks in the middle are their own counterparts.</summary>
internal static class LandmarkMirror
{
    private const string Left = "Left";
    private const string Right = "Right";

    public static Landmark Mirrored(this Landmark landmark)
    {
        var name = landmark.ToString();
        if (name.StartsWith(Left, StringComparison.Ordinal))
            return Enum.Parse<Landmark>(Right + name[Left.Length..]);
        if (name.StartsWith(Right, StringComparison.Ordinal))
            return Enum.Parse<Landmark>(Left + name[Right.Length..]);
        return landmark;
    }
}
