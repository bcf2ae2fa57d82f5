using System.Collections.Immutable;
using System.Text;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// A layout of keypoints: the names and order of its joints, their tree, and their left/right pairs. Built in (<see cref="Skeletons"/>), made in code
/// (<see cref="SkeletonBuilder"/>) or read from a file (<see cref="SkeletonCatalogue"/>). Immutable; compared by reference.
/// </summary>
public sealed class Skeleton
{
    internal Skeleton(string name, ImmutableArray<string> joints, ImmutableArray<int> parents, ImmutableArray<int> mirror, Anatomy anatomy)
    {
        Name = name;
        Utf8Name = [.. Encoding.UTF8.GetBytes(name)];
        Joints = joints;
        Parents = parents;
        Mirror = mirror;
        Anatomy = anatomy;
        MinScore = ScoreLimits.Of(name);
    }

    /// <summary>The layout's name in messages: <c>h36m17</c>, <c>coco17</c> …</summary>
    public string Name { get; }

    /// <summary>The joints' names in the order of the keypoints, spelled as by the layout's authors.</summary>
    public ImmutableArray<string> Joints { get; }

    /// <summary>For each joint the index of its parent, which may come after it; -1 for the root. In a user's layout parents may be missing: -1 too.</summary>
    public ImmutableArray<int> Parents { get; }

    /// <summary>For each joint the index of its counterpart on the other side; its own index in the middle of the body.</summary>
    public ImmutableArray<int> Mirror { get; }

    /// <summary>The number of joints; a person has 3 numbers for each.</summary>
    public int Count => Joints.Length;

    /// <summary>From which score on a joint counts as seen, unless the user says otherwise; 0: every score above 0.</summary>
    public float MinScore { get; internal init; }

    internal ImmutableArray<byte> Utf8Name { get; }

    internal Anatomy Anatomy { get; }

    /// <summary>The index of a joint by its exact name.</summary>
    /// <exception cref="ArgumentException">The layout has no joint of that name.</exception>
    public int IndexOf(string joint)
    {
        var index = Joints.IndexOf(joint);
        return index >= 0 ? index : throw new ArgumentException($"layout {Name} has no joint {joint}", nameof(joint));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
