namespace StreamLift.Datasets.Rigs;

/// <summary>Finds the joints of the body by the rig's joint names.</summary>
internal static class NamedJoints
{
    private const int MostOfPart = 32;

    private static readonly (Side Side, RigPart First)[] Limbs =
    [
        (Side.Right, RigPart.Hip),
        (Side.Left, RigPart.Hip),
        (Side.Left, RigPart.Shoulder),
        (Side.Right, RigPart.Shoulder),
    ];

    /// <summary>The joints that have known names. Others are -1.</summary>
    public static RigJoints Find(IReadOnlyList<string> names, RigTree tree)
    {
        var readings = names
            .SelectMany((name, joint) => RigName.Read(name).Select(reading => (Joint: joint, Name: reading)))
            .ToLookup(one => (one.Name.Side, one.Name.Part));
        int Best(Side side, RigPart part) =>
            readings[(side, part)].OrderBy(one => one.Name.Prefix).ThenBy(one => one.Name.Rank).Select(one => one.Joint).FirstOrDefault(-1);

        var limbs = Limbs.SelectMany(limb => Limb(readings, limb.Side, limb.First, tree)).ToArray();
        var head = Best(Side.None, RigPart.Head);
        var top = Best(Side.None, RigPart.HeadTop);
        return new RigJoints
        {
            Limbs = limbs,
            Head = head,
            Neck = NeckOf(head, limbs, Best(Side.None, RigPart.Neck), tree),
            Top = TopOf(head, top, names, tree),
            Eyes = (Best(Side.Left, RigPart.Eye), Best(Side.Right, RigPart.Eye)),
            How = "by name",
        };
    }

    /// <summary>The joint that the neck begins at: of a tree, the first between the shoulders' branch and the head, else the one of that name.</summary>
    public static int NeckOf(int head, int[] limbs, int named, RigTree tree)
    {
        if (!tree.HasBranches || head < 0 || limbs[6] < 0 || limbs[9] < 0)
            return named;
        var chest = tree.Meeting(limbs[6], limbs[9]);
        var between = tree.Up(head).Skip(1).TakeWhile(joint => joint != chest).ToList();
        return between.Count > 0 && tree.Up(head).Contains(chest) ? between[^1] : named;
    }

    // A joint below the head of a known name, else the end of the head's bone. BVH's end sites get the name of their joint with the suffix End.
    public static int TopOf(int head, int named, IReadOnlyList<string> names, RigTree tree)
    {
        if (head < 0 || (named >= 0 && tree.IsBelow(named, head)))
            return head < 0 ? -1 : named;
        var ends = tree.Children(head).Where(joint => tree.Children(joint).Count == 0).ToList();
        return ends.FindAll(joint => names[joint] == names[head] + "End") is [var end] ? end
            : ends is [var only] && tree.Children(head).Count == 1 ? only
            : -1;
    }

    // The best three joints of which each is below the one before. If there are none, each joint by itself, for the error's text.
    private static int[] Limb(ILookup<(Side, RigPart), (int Joint, RigName Name)> readings, Side side, RigPart first, RigTree tree)
    {
        var parts = Enumerable.Range(0, 3).Select(i => Best(readings[(side, first + i)])).ToArray();
        var chains =
            from a in parts[0]
            from b in parts[1]
            where tree.IsBelow(b.Joint, a.Joint)
            from c in parts[2]
            where tree.IsBelow(c.Joint, b.Joint) && c.Joint != a.Joint
            orderby a.Name.Prefix + b.Name.Prefix + c.Name.Prefix, a.Name.Rank + b.Name.Rank + c.Name.Rank
            select new[] { a.Joint, b.Joint, c.Joint };
        return chains.FirstOrDefault() ?? [.. parts.Select(part => part.OrderBy(one => one.Name.Rank).Select(one => one.Joint).FirstOrDefault(-1))];
    }

    // All combinations of the three parts are tried, so a part must not have hundreds of joints.
    private static List<(int Joint, RigName Name)> Best(IEnumerable<(int Joint, RigName Name)> joints) =>
        joints.ToList() is { Count: > MostOfPart } many ? [.. many.OrderBy(one => one.Name.Prefix).ThenBy(one => one.Name.Rank).Take(MostOfPart)] : [.. joints];
}
