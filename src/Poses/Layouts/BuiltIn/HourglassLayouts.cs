namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>The 16 joints of Stacked Hourglass in the two interpretations in use.</summary>
internal static class HourglassLayouts
{
    /// <summary>
    /// The interpretation in the 2017 lifter's code and data: the eighth joint (MPII's thorax) is Human3.6M's Spine, the ninth (MPII's upper neck) its
    /// Thorax. A network fine-tuned on Human3.6M detects them there.
    /// </summary>
    public static Skeleton Hourglass16() =>
        SkeletonTable.Build(
            "hourglass16",
            new("RFoot", "RKnee", Landmark.RightAnkle),
            new("RKnee", "RHip", Landmark.RightKnee),
            new("RHip", "Hip", Landmark.RightHip),
            new("LHip", "Hip", Landmark.LeftHip),
            new("LKnee", "LHip", Landmark.LeftKnee),
            new("LFoot", "LKnee", Landmark.LeftAnkle),
            new("Hip", null, Landmark.Pelvis),
            new("Spine", "Hip", Landmark.Spine),
            new("Thorax", "Spine", Landmark.Thorax),
            new("Head", "Thorax", Landmark.HeadTop),
            new("RWrist", "RElbow", Landmark.RightWrist),
            new("RElbow", "RShoulder", Landmark.RightElbow),
            new("RShoulder", "Thorax", Landmark.RightShoulder),
            new("LShoulder", "Thorax", Landmark.LeftShoulder),
            new("LElbow", "LShoulder", Landmark.LeftElbow),
            new("LWrist", "LElbow", Landmark.LeftWrist)
        );

    /// <summary>
    /// The interpretation of MPII's annotations. MPII's thorax lies between the shoulders at the base of the neck, like Human3.6M's Thorax. MPII's upper
    /// neck, at the height of the chin, is no joint of Human3.6M: Thorax is the lower end of the neck, and Neck/Nose lies 112 to 145 mm below the top of
    /// the head (recorded motion, by performer), but the upper neck about 220 mm (chin to crown). So Neck/Nose is missing, Spine is
    /// computed, and the upper neck is not used.
    /// </summary>
    public static Skeleton Mpii16() =>
        SkeletonTable.Build(
            "mpii16",
            new("r ankle", "r knee", Landmark.RightAnkle),
            new("r knee", "r hip", Landmark.RightKnee),
            new("r hip", "pelvis", Landmark.RightHip),
            new("l hip", "pelvis", Landmark.LeftHip),
            new("l knee", "l hip", Landmark.LeftKnee),
            new("l ankle", "l knee", Landmark.LeftAnkle),
            new("pelvis", null, Landmark.Pelvis),
            new("thorax", "pelvis", Landmark.Thorax),
            new("upper neck", "thorax", Landmark.UpperNeck),
            new("head top", "upper neck", Landmark.HeadTop),
            new("r wrist", "r elbow", Landmark.RightWrist),
            new("r elbow", "r shoulder", Landmark.RightElbow),
            new("r shoulder", "thorax", Landmark.RightShoulder),
            new("l shoulder", "thorax", Landmark.LeftShoulder),
            new("l elbow", "l shoulder", Landmark.LeftElbow),
            new("l wrist", "l elbow", Landmark.LeftWrist)
        );
}
