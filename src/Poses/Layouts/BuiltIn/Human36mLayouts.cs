namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// The 17 of Human3.6M's 32 joints that the 2017 lifter uses, in the order and with the names of its code, and the same without Neck/Nose. "Foot" is
/// the ankle, "Head" the top of the head, "Neck/Nose" the middle of the head.
/// </summary>
internal static class Human36mLayouts
{
    private static readonly JointDefinition[] Joints =
    [
        new("Hip", null, Landmark.Pelvis),
        new("RHip", "Hip", Landmark.RightHip),
        new("RKnee", "RHip", Landmark.RightKnee),
        new("RFoot", "RKnee", Landmark.RightAnkle),
        new("LHip", "Hip", Landmark.LeftHip),
        new("LKnee", "LHip", Landmark.LeftKnee),
        new("LFoot", "LKnee", Landmark.LeftAnkle),
        new("Spine", "Hip", Landmark.Spine),
        new("Thorax", "Spine", Landmark.Thorax),
        new(MiddleOfHead, "Thorax", Landmark.HeadCentre),
        new("Head", MiddleOfHead, Landmark.HeadTop),
        new("LShoulder", "Thorax", Landmark.LeftShoulder),
        new("LElbow", "LShoulder", Landmark.LeftElbow),
        new("LWrist", "LElbow", Landmark.LeftWrist),
        new("RShoulder", "Thorax", Landmark.RightShoulder),
        new("RElbow", "RShoulder", Landmark.RightElbow),
        new("RWrist", "RElbow", Landmark.RightWrist),
    ];

    private const string MiddleOfHead = "Neck/Nose";

    public static Skeleton H36m17() => SkeletonTable.Build("h36m17", Joints);

    public static Skeleton H36m16() =>
        SkeletonTable.Build(
            "h36m16",
            [.. Joints.Where(joint => joint.Name != MiddleOfHead).Select(joint => joint.Parent == MiddleOfHead ? joint with { Parent = "Thorax" } : joint)]
        );
}
