namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// Halpe's full body: the 26 body keypoints with the names of <c>halpe26</c>, then the face and both hands, which Halpe only numbers, with MMPose's names.
/// Source: Halpe-FullBody, README; MMPose, halpe.py.
/// </summary>
internal static class Halpe136Layout
{
    public static Skeleton Halpe136() =>
        SkeletonTable.Build(
            "halpe136",
            [.. Halpe26Layout.Joints, .. FacePoints.Under("Nose"), .. HandPoints.Of("left", "LWrist"), .. HandPoints.Of("right", "RWrist")]
        );
}
