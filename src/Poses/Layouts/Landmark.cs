namespace StreamLift.Poses.Layouts;

/// <summary>
/// A point of the body that layouts can have in common. Two joints are the same only if they are the same landmark, whatever they are
/// called: COCO's nose and Human3.6M's "Neck/Nose" are two. A landmark of one side is named Left… or Right…, and its twin alike.
/// </summary>
internal enum Landmark
{
    /// <summary>A joint of a user's own layout that is no landmark: it takes part only in that layout's map to h36m17.</summary>
    None,

    /// <summary>Midway between the hip joints: Human3.6M's Hip, MPII's pelvis, OpenPose's MidHip.</summary>
    Pelvis,

    /// <summary>Human3.6M's Spine, midway up the trunk.</summary>
    Spine,

    /// <summary>The base of the neck, between the shoulders: Human3.6M's and MPII's thorax, OpenPose's and Halpe's neck.</summary>
    Thorax,

    /// <summary>MPII's upper neck: where the neck meets the skull, at the height of the chin.</summary>
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
    LeftThumb,
    RightThumb,
    LeftIndex,
    RightIndex,
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

/// <summary>The landmark that one becomes when left and right swap; those in the middle stay.</summary>
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
