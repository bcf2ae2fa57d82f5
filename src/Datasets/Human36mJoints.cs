using System.Collections.Immutable;

namespace StreamLift.Datasets;

/// <summary>Human3.6M's 32 recorded joints, of which 15 are doubles or ends that nobody uses.</summary>
internal static class Human36mJoints
{
    /// <summary>All that are recorded.</summary>
    public const int Recorded = 32;

    /// <summary>For each joint of h36m17 its place among the 32 (the 2017 authors' H36M_NAMES).</summary>
    public static ImmutableArray<int> Used { get; } = [0, 1, 2, 3, 6, 7, 8, 12, 13, 14, 15, 17, 18, 19, 25, 26, 27];
}
