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

    /// <summary>
    /// Human3.6M's Spine: 0.47 of the way up from <see cref="Pelvis"/> to <see cref="Thorax"/> in an upright person, on the spine. Human3.6M's published bones
    /// have 233 and 257 mm below and above it (0.476), four of its poses 0.466 to 0.510, MPI-INF-3DHP's spine 0.473 to 0.495, 32 CMU performers 0.465 ± 0.017.
    /// Of SMPL's mean body it is 0.6 spine1 + 0.4 spine2; a rig's first spine joint is mostly much lower (0.16 to 0.24), MPII's and OpenPose's thorax and
    /// neck are its upper end.
    /// </summary>
    Spine,

    /// <summary>
    /// The base of the neck, midway between the shoulder joints: Human3.6M's and MPII's thorax, OpenPose's and Halpe's neck. In Human3.6M itself 4 to 8 cm
    /// from the middle of the shoulders, in the data that the models are trained on exactly there.
    /// </summary>
    Thorax,

    /// <summary>
    /// MPII's upper neck, above the middle of the shoulders; AI Challenger's, CrowdPose's and Leeds Sports Pose's neck, PoseTrack's head bottom.
    /// </summary>
    UpperNeck,

    /// <summary>
    /// Human3.6M's Neck/Nose: the middle of the head, at the height of the nose but inside the skull. 0.56 of the way from <see cref="Thorax"/> to
    /// <see cref="HeadTop"/> (32 CMU performers 0.555 ± 0.022; by Human3.6M's bones of 121 and 115 mm 0.51).
    /// </summary>
    HeadCentre,

    /// <summary>The crown, Human3.6M's Head: 338 mm above <see cref="Thorax"/> in people with 510 mm from <see cref="Pelvis"/> to there (CMU).</summary>
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
