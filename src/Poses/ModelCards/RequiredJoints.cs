using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.ModelCards;

/// <summary>
/// What must be seen of a person for a model to lift them: a number of joints, and of each group of joints at least one. Without any of hips and knees, for
/// example, nothing says where the trunk points. Immutable and thread-safe; a check allocates nothing.
/// </summary>
public sealed class RequiredJoints
{
    private readonly int _minimum;
    private readonly int[][] _groups;

    /// <summary>What a model card requires.</summary>
    /// <param name="card">The card; its input layout is built in and has the joints of its groups.</param>
    /// <exception cref="ArgumentException">The input layout is not built in, or lacks a joint.</exception>
    public RequiredJoints(ModelCard card)
    {
        if (!SkeletonCatalogue.BuiltIn.TryGet(card.InputLayout, out var layout))
            throw new ArgumentException($"inputLayout {card.InputLayout} is no built-in layout", nameof(card));
        _minimum = card.MinimumJoints;
        _groups = [.. (card.RequiredJoints ?? []).Select(group => group.Select(layout.IndexOf).ToArray())];
    }

    /// <summary>Tells whether enough of a person is seen.</summary>
    /// <param name="keypoints">x, y, score of each joint of the input layout: 3·J numbers. A joint that was not seen has score 0.</param>
    /// <param name="seen">The number of seen joints in the network's row.</param>
    public Shortage Check(ReadOnlySpan<float> keypoints, int seen)
    {
        if (seen < _minimum)
            return Shortage.TooFewJoints;
        foreach (var group in _groups)
            if (!IsAnySeen(keypoints, group))
                return Shortage.RequiredJoints;
        return Shortage.None;
    }

    private static bool IsAnySeen(ReadOnlySpan<float> keypoints, int[] joints)
    {
        foreach (var joint in joints)
            if (keypoints[(3 * joint) + 2] > 0)
                return true;
        return false;
    }
}

/// <summary>Why too little of a person is seen to lift them.</summary>
public enum Shortage : byte
{
    /// <summary>Enough is seen.</summary>
    None,

    /// <summary>Fewer joints are seen than <see cref="ModelCard.MinimumJoints"/>.</summary>
    TooFewJoints,

    /// <summary>Of a group of <see cref="ModelCard.RequiredJoints"/> no joint is seen.</summary>
    RequiredJoints,
}
