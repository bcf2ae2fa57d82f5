using System.Numerics;

namespace StreamLift.Datasets.Rigs;

/// <summary>
/// Finds the joints of the body by the shape of the tree where names say nothing: the two longest pairs of alike branches are the legs and the arms. A
/// limb's two main bones are the longest that follow each other. What else goes on from the arms' branch is neck and head.
/// </summary>
internal static class ShapedJoints
{
    // The bones of a person's left and right differ by a few per cent in rigs fitted to a person.
    private const float Alike = 0.15f;

    /// <returns>Null: the tree has not the shape of a person.</returns>
    public static RigJoints? Find(IReadOnlyList<string> names, RigTree tree, ReadOnlySpan<Vector3> positions)
    {
        var p = positions.ToArray();
        var limbs = new List<(int Branch, int[] One, int[] Other, float Length)>();
        foreach (var pair in Pairs(tree, p).OrderByDescending(pair => pair.Length))
            if (limbs.Count < 2 && limbs.TrueForAll(limb => !tree.Up(pair.Branch).Any(above => above == limb.One[0] || above == limb.Other[0])))
                limbs.Add(pair);
        // Legs are longer than arms: 897 and 531 mm in Human3.6M's skeleton.
        if (limbs is not [var legs, var arms] || HeadOf(tree, p, legs.Branch, arms) is not { } head)
            return null;
        var left = Left(p, legs.One, legs.Other, arms);
        var (leftLeg, rightLeg) = Sided(names, p, left, legs.One, legs.Other);
        var (leftArm, rightArm) = Sided(names, p, left, arms.One, arms.Other);
        int[] joints = [.. rightLeg[..3], .. leftLeg[..3], .. leftArm[..3], .. rightArm[..3]];
        return new RigJoints
        {
            Limbs = joints,
            Head = head,
            Neck = NamedJoints.NeckOf(head, joints, -1, tree),
            Top = tree.Children(head) is [var top] ? top : -1,
            How = "by the tree's shape",
        };
    }

    private static IEnumerable<(int Branch, int[] One, int[] Other, float Length)> Pairs(RigTree tree, Vector3[] p)
    {
        for (var branch = 0; branch < p.Length; branch++)
        {
            var limbs = tree.Children(branch).Select(child => Limb(tree, p, child)).OfType<int[]>().ToList();
            for (var i = 0; i < limbs.Count; i++)
            for (var j = i + 1; j < limbs.Count; j++)
                if (AreAlike(Bone(p, limbs[i], 0), Bone(p, limbs[j], 0)) && AreAlike(Bone(p, limbs[i], 1), Bone(p, limbs[j], 1)))
                    yield return (branch, limbs[i], limbs[j], Bone(p, limbs[i], 0) + Bone(p, limbs[i], 1));
        }
    }

    // The longest way down from a joint, from the first of its two main bones. Null: there are no two bones.
    private static int[]? Limb(RigTree tree, Vector3[] p, int joint)
    {
        var way = LongestWay(tree, p, joint);
        if (way.Count < 3)
            return null;
        int[] chain = [.. way];
        var first = Enumerable.Range(0, chain.Length - 2).MaxBy(i => Math.Min(Bone(p, chain, i), Bone(p, chain, i + 1)));
        return Bone(p, chain, first) > 0 && Bone(p, chain, first + 1) > 0 ? chain[first..] : null;
    }

    private static List<int> LongestWay(RigTree tree, Vector3[] p, int joint)
    {
        // Children come after their parents, so the ways of all joints below are known when a joint's turn comes.
        var (reach, next) = (new float[p.Length], new int[p.Length]);
        Array.Fill(next, -1);
        for (var i = p.Length - 1; i > joint; i--)
            if (tree.Parents[i] is >= 0 and var parent && (next[parent] < 0 || Reach(i) > reach[parent]))
                (reach[parent], next[parent]) = (Reach(i), i);
        var way = new List<int>();
        for (; joint >= 0; joint = next[joint])
            way.Add(joint);
        return way;

        float Reach(int i) => reach[i] + Vector3.Distance(p[i], p[tree.Parents[i]]);
    }

    // The joint before the end of the way that goes on from the arms' branch, away from the legs.
    private static int? HeadOf(RigTree tree, Vector3[] p, int legs, (int Branch, int[] One, int[] Other, float Length) arms)
    {
        foreach (var branch in tree.Up(arms.Branch).TakeWhile(joint => joint != legs))
        {
            var ways = tree.Children(branch).Where(child => !tree.Up(arms.One[0]).Contains(child) && !tree.Up(arms.Other[0]).Contains(child));
            var longest = ways.Select(child => LongestWay(tree, p, child)).MaxBy(way => way.Zip(way.Skip(1), (a, b) => Vector3.Distance(p[a], p[b])).Sum());
            if (longest is { Count: > 0 })
                return longest.Find(joint => tree.Children(joint).Count > 1) is > 0 and var face ? face : longest[Math.Max(0, longest.Count - 2)];
        }
        return null;
    }

    // Left is up × forward, and feet point forward. Without feet, +x is left, as it is for a person who looks along +z with y up.
    private static Vector3 Left(Vector3[] p, int[] one, int[] other, (int Branch, int[] One, int[] Other, float Length) arms)
    {
        var up = Vector3.Normalize(((p[arms.One[0]] + p[arms.Other[0]]) / 2) - ((p[one[0]] + p[other[0]]) / 2));
        var feet = Foot(one) + Foot(other);
        feet -= Vector3.Dot(feet, up) * up;
        return feet.Length() > 0.05f * Bone(p, one, 0) ? Vector3.Cross(up, feet) : Vector3.UnitX;

        Vector3 Foot(int[] leg) => leg.Length > 3 ? p[leg[^1]] - p[leg[2]] : Vector3.Zero;
    }

    private static (int[] Left, int[] Right) Sided(IReadOnlyList<string> names, Vector3[] p, Vector3 left, int[] one, int[] other)
    {
        var isLeft = (RigName.SideIn(names[one[1]]), RigName.SideIn(names[other[1]])) switch
        {
            (Side.Left, Side.Right) => true,
            (Side.Right, Side.Left) => false,
            _ => Vector3.Dot(p[one[0]] - p[other[0]], left) > 0,
        };
        return isLeft ? (one, other) : (other, one);
    }

    private static float Bone(Vector3[] p, int[] chain, int at) => Vector3.Distance(p[chain[at]], p[chain[at + 1]]);

    private static bool AreAlike(float one, float other) => Math.Abs(one - other) <= Alike * Math.Max(one, other);
}
