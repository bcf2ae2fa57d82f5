using System.Diagnostics.CodeAnalysis;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Detectors.Framing;

/// <summary>Finds the layout of keypoints that name none: the one that was given, or by the joints' names, or by their number where that is enough.</summary>
internal sealed class LayoutChoice(SkeletonCatalogue catalogue, Skeleton? given, DetectorFormat? format)
{
    // joints whose names must agree; the names of fingers and of the face differ from tool to tool
    private const int NamedJoints = 17;

    private string[] _names = [];

    /// <summary>The joints' names, if the body has them.</summary>
    public void Name(string[] names) => _names = names;

    /// <summary>The layout of this many joints.</summary>
    /// <param name="joints">The number of joints.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="error">The problem, to follow the name of the keypoints.</param>
    public bool TryGet(int joints, [NotNullWhen(true)] out Skeleton? layout, out DecodeError error)
    {
        (layout, error) = (given, default);
        if (layout is not null && layout.Count != joints)
            error = new(Rejection.KeypointCount, $"has {joints} joints; {layout.Name} has {layout.Count}");
        else if (layout is null && !TryFind(joints, out layout, out var problem))
            error = new(Rejection.UnknownLayout, problem);
        return !error.IsError && layout is not null;
    }

    /// <summary>A layout by its name, unless another was given.</summary>
    /// <param name="name">The layout's name.</param>
    /// <param name="layout">The layout.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out Skeleton? layout)
    {
        layout = given;
        return layout is not null || catalogue.TryGet(name, out layout);
    }

    private bool TryFind(int joints, [NotNullWhen(true)] out Skeleton? layout, out string problem)
    {
        var name = Usual(joints);
        layout = null;
        problem = "";
        if (name is not null && catalogue.TryGet(name, out layout) && Agrees(layout))
            return true;
        var others = catalogue.All.Where(one => one.Count == joints).ToList();
        if (_names.Length > 0 && others.Where(Agrees).ToList() is [var single])
        {
            layout = single;
            return true;
        }
        var contradicted = layout is not null;
        layout = null;
        var some = string.Join(", ", others.Select(one => one.Name));
        problem =
            contradicted ? $"has {joints} joints, which the body does not name as {name} does: give --layout NAME"
            : others.Count > 0 ? $"has {joints} joints, which may be {some}: give --layout NAME"
            : name is not null ? $"has {joints} joints, which would be {name}, but that layout is not known: describe it in a --layouts file"
            : $"has {joints} joints, and no known layout has: describe it in a --layouts file and give --layout NAME";
        return false;
    }

    private string? Usual(int joints) =>
        joints switch
        {
            15 when format == DetectorFormat.OpenPose => "openpose-mpi15",
            25 when format == DetectorFormat.OpenPose => "body25",
            _ => UsualLayouts.Of(joints),
        };

    private bool Agrees(Skeleton layout)
    {
        if (_names.Length == 0)
            return true;
        if (_names.Length != layout.Count)
            return false;
        for (var joint = 0; joint < Math.Min(NamedJoints, layout.Count); joint++)
            if (JointNames.Plain(_names[joint]) != JointNames.Plain(layout.Joints[joint]))
                return false;
        return true;
    }
}
