using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>Makes a built-in layout from its table; left/right pairs follow from the landmarks.</summary>
internal static class SkeletonTable
{
    public static Skeleton Build(string name, params ReadOnlySpan<JointDefinition> table)
    {
        ImmutableArray<JointDefinition> rows = [.. table];
        ImmutableArray<string> joints = [.. rows.Select(row => row.Name)];
        ImmutableArray<Landmark> landmarks = [.. rows.Select(row => row.Landmark)];
        return new Skeleton(
            name,
            joints,
            [.. rows.Select(row => row.Parent is null ? -1 : joints.IndexOf(row.Parent))],
            [.. landmarks.Select(landmark => landmarks.IndexOf(landmark.Mirrored()))],
            new Anatomy(landmarks)
        );
    }
}

/// <summary>One line of the table of a built-in layout: the joint's name, its parent's name (null for the root), its landmark.</summary>
internal readonly record struct JointDefinition(string Name, string? Parent, Landmark Landmark);
