using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// Makes a built-in layout from its table. A joint's counterpart on the other side is the one that its row names, else the joint at the mirrored landmark; for
/// a joint that is no landmark it is the joint of the same name with left and right swapped, if there is one, else the joint itself.
/// </summary>
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
            [.. rows.Select((row, joint) => Counterpart(row, joint, joints, landmarks))],
            new Anatomy(landmarks)
        );
    }

    private static int Counterpart(JointDefinition row, int joint, ImmutableArray<string> joints, ImmutableArray<Landmark> landmarks) =>
        row.Counterpart is not null ? joints.IndexOf(row.Counterpart)
        : row.Landmark != Landmark.None ? landmarks.IndexOf(row.Landmark.Mirrored())
        : joints.IndexOf(Swapped(row.Name)) is var other and >= 0 ? other
        : joint;

    private static string Swapped(string name) =>
        name.Contains("left", StringComparison.OrdinalIgnoreCase)
            ? name.Replace("left", "right", StringComparison.Ordinal).Replace("LEFT", "RIGHT", StringComparison.Ordinal)
            : name.Replace("right", "left", StringComparison.Ordinal).Replace("RIGHT", "LEFT", StringComparison.Ordinal);
}

/// <summary>
/// One line of the table of a built-in layout: the joint's name, its parent's name (null for the root), its landmark, and where the landmark and the name do
/// not tell it, the name of its counterpart on the other side.
/// </summary>
internal readonly record struct JointDefinition(string Name, string? Parent, Landmark Landmark = Landmark.None, string? Counterpart = null);
