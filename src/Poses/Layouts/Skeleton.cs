using System.Collections.Immutable;
using System.Text;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// A layout of keypoints: its joints by name and order, the tree that they form, and their left/right twins. Made by
/// <see cref="Skeletons"/> or from a user's file by <see cref="SkeletonCatalogue.Load"/>; one instance a layout, compared by reference.
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
    }

    /// <summary>As messages name it: <c>h36m17</c>, <c>coco17</c> …</summary>
    public string Name { get; }

    /// <summary>The joints' names in the order in which keypoints come, as the layout's own authors write them.</summary>
    public ImmutableArray<string> Joints { get; }

    /// <summary>By joint: the joint that it hangs on; -1 at the one root. A parent may stand after its child.</summary>
    public ImmutableArray<int> Parents { get; }

    /// <summary>By joint: the joint that it becomes when left and right swap; itself in the middle of the body.</summary>
    public ImmutableArray<int> Mirror { get; }

    /// <summary>How many joints there are; a person's keypoints are 3 numbers each.</summary>
    public int Count => Joints.Length;

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
