using System.Numerics;

namespace StreamLift.Datasets.Rigs;

/// <summary>A point at a part of the way along a chain of points, which bends with it.</summary>
internal static class BodyLine
{
    /// <param name="chain">The points; the first and last are the ends of the way.</param>
    /// <param name="positions">The joints in a pose.</param>
    /// <param name="isUpright">Whether the chain is straight in that pose: its points are projected on the line between the ends. Else lengths count.</param>
    /// <param name="part">The part of the way.</param>
    /// <param name="same">A point of the chain this near to it is taken alone.</param>
    public static JointTerms Point(IReadOnlyList<JointTerms> chain, Vector3[] positions, bool isUpright, float part, float same = 0)
    {
        var at = isUpright ? Projected(chain, positions) : Lengths(chain, positions);
        var nearest = Enumerable.Range(0, chain.Count).MinBy(i => Math.Abs(at[i] - part));
        if (Math.Abs(at[nearest] - part) < same)
            return chain[nearest];
        // Points that lie before the one before them, or beyond the end, are passed over: a joint in the pelvis below the hips, arms that branch off above the
        // shoulders.
        var below = 0;
        for (var i = 1; i < chain.Count; i++)
            if (at[i] >= part && at[i] > at[below] && (i == chain.Count - 1 || at[i] <= 1))
                return JointTerms.Between(chain[below], chain[i], (part - at[below]) / (at[i] - at[below]));
            else if (at[i] >= at[below] && at[i] < part)
                below = i;
        return JointTerms.Between(chain[0], chain[^1], part);
    }

    private static float[] Projected(IReadOnlyList<JointTerms> chain, Vector3[] positions)
    {
        var (from, way) = (chain[0].At(positions), chain[^1].At(positions) - chain[0].At(positions));
        return [.. chain.Select(point => Vector3.Dot(point.At(positions) - from, way) / way.LengthSquared())];
    }

    private static float[] Lengths(IReadOnlyList<JointTerms> chain, Vector3[] positions)
    {
        var at = new float[chain.Count];
        for (var i = 1; i < at.Length; i++)
            at[i] = at[i - 1] + Vector3.Distance(chain[i - 1].At(positions), chain[i].At(positions));
        return [.. at.Select(length => length / at[^1])];
    }
}
