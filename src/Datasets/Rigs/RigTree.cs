namespace StreamLift.Datasets.Rigs;

/// <summary>The tree of a rig's joints.</summary>
internal sealed class RigTree
{
    private readonly List<int>[] _children;

    public RigTree(IReadOnlyList<int> parents)
    {
        Parents = parents;
        _children = [.. parents.Select(_ => new List<int>())];
        for (var joint = 0; joint < parents.Count; joint++)
            if (parents[joint] >= 0)
                _children[parents[joint]].Add(joint);
        HasBranches = parents.Any(parent => parent >= 0);
    }

    public IReadOnlyList<int> Parents { get; }

    /// <summary>False: the format has no tree, and all joints are roots.</summary>
    public bool HasBranches { get; }

    public IReadOnlyList<int> Children(int joint) => _children[joint];

    /// <summary>The joint and its ancestors up to the root.</summary>
    public IEnumerable<int> Up(int joint)
    {
        for (; joint >= 0; joint = Parents[joint])
            yield return joint;
    }

    /// <summary>Whether a joint is below another. Without a tree, any other joint counts as below.</summary>
    public bool IsBelow(int joint, int ancestor) => joint != ancestor && (!HasBranches || Up(joint).Contains(ancestor));

    /// <summary>The lowest joint that both are below, or one of the two; -1: none.</summary>
    public int Meeting(int one, int other)
    {
        var above = Up(one).ToHashSet();
        return Up(other).FirstOrDefault(above.Contains, -1);
    }
}
