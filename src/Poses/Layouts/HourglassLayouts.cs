namespace StreamLift.Poses.Layouts;

/// <summary>The 16 joints of Stacked Hourglass under the two meanings that are in use.</summary>
internal static class HourglassLayouts
{
    /// <summary>
    /// As the 2017 lifter's code and data name them: the eighth, MPII's thorax to others, is Human3.6M's Spine, the ninth, MPII's upper
    /// neck, its Thorax. A network fine-tuned on Human3.6M puts them there.
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
    /// As MPII annotates them. MPII's thorax lies between the shoulders at the base of the neck, as Human3.6M's Thorax does. MPII's upper
    /// neck, at the height of the chin, is no joint of Human3.6M: Thorax is the neck's other end, and Neck/Nose lies 112 to 145 mm
    /// below the top of the head (recorded motion, by performer) where the upper neck is a head's whole length below it (chin to
    /// crown: some 22 cm). So Neck/Nose is missing, as is Spine, and nothing is made of the upper neck.
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
