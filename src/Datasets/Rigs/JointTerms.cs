using System.Numerics;

namespace StreamLift.Datasets.Rigs;

/// <summary>A point as a weighted sum of a rig's joints. The weights sum to 1, but may be negative: a point beyond a joint.</summary>
/// <param name="Terms">The joints and their weights. Empty: unknown.</param>
internal readonly record struct JointTerms(params (int Joint, float Weight)[] Terms)
{
    public bool IsKnown => Terms is { Length: > 0 };

    /// <summary>The joint with the largest weight.</summary>
    public int Main => Terms.MaxBy(term => term.Weight).Joint;

    /// <summary>The joint itself; unknown if it is -1.</summary>
    public static JointTerms Of(int joint) => joint < 0 ? default : new((joint, 1));

    /// <summary>The point on the way from one to another: 0 is the first, 1 the other; beyond 1 it lies on the same line.</summary>
    public static JointTerms Between(JointTerms from, JointTerms to, float part) =>
        new([.. Scaled(from, 1 - part).Concat(Scaled(to, part)).GroupBy(term => term.Joint).Select(group => (group.Key, group.Sum(term => term.Weight)))]);

    public Vector3 At(ReadOnlySpan<Vector3> positions)
    {
        if (Terms.Length == 1)
            return positions[Terms[0].Joint];
        var sum = Vector3.Zero;
        foreach (var (joint, weight) in Terms)
            sum += weight * positions[joint];
        return sum;
    }

    private static IEnumerable<(int Joint, float Weight)> Scaled(JointTerms terms, float by) => terms.Terms.Select(term => (term.Joint, term.Weight * by));
}
