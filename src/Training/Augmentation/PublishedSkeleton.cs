using System.Collections.Immutable;
using StreamLift.Datasets;
using StreamLift.Poses.Layouts;

namespace StreamLift.Training.Augmentation;

/// <summary>The lengths of Human3.6M's published skeleton, by joint of <see cref="Skeletons.H36m17"/>: of the bone that ends at the joint.</summary>
internal static class PublishedSkeleton
{
    /// <summary>Lengths, mm. The hip's is 0.</summary>
    public static ImmutableArray<float> Lengths { get; } = [.. Skeletons.H36m17.Joints.Select(Human36mSkeleton.LengthOf)];

    /// <summary>The legs of people on average, relative to the published skeleton's.</summary>
    public static float LegRatio => Human36mSkeleton.MeanLegMm / Human36mSkeleton.LegMm;

    /// <summary>All joints except the hip, each after its parent.</summary>
    public static ImmutableArray<int> Outwards { get; } = [.. Enumerable.Range(1, Lengths.Length - 1).OrderBy(Depth)];

    /// <summary>Whether the joint is a knee or an ankle.</summary>
    public static bool IsLeg(int joint) => Named(joint, "Knee") || Named(joint, "Foot");

    /// <summary>Whether the joint is an elbow or a wrist.</summary>
    public static bool IsArm(int joint) => Named(joint, "Elbow") || Named(joint, "Wrist");

    private static bool Named(int joint, string part) => Skeletons.H36m17.Joints[joint].EndsWith(part, StringComparison.Ordinal);

    private static int Depth(int joint) => Skeletons.H36m17.Parents[joint] is var parent and >= 0 ? 1 + Depth(parent) : 0;
}
