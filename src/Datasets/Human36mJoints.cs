using System.Collections.Immutable;

namespace StreamLift.Datasets;

/// <summary>The 32 recorded joints of Human3.6M. 15 of them are duplicates or end points, and not used.</summary>
internal static class Human36mJoints
{
    /// <summary>The number of recorded joints.</summary>
    public const int Recorded = 32;

    /// <summary>The index among the 32 recorded joints for each joint of h36m17 (H36M_NAMES in the code of the 2017 authors).</summary>
    public static ImmutableArray<int> Used { get; } = [0, 1, 2, 3, 6, 7, 8, 12, 13, 14, 15, 17, 18, 19, 25, 26, 27];
}
