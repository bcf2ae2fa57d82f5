namespace StreamLift.Wire.Messages;

/// <summary>One person of a rig at one instant, for <see cref="PeopleWriter"/>. <see cref="PeopleFrame"/> says more of each member.</summary>
public readonly ref struct WorldPerson
{
    /// <summary>The track's id.</summary>
    public long Id { get; init; }

    /// <summary>x, y, z of each joint, mm: 51 numbers.</summary>
    public ReadOnlySpan<float> Joints { get; init; }

    /// <summary>The expected error of each joint along each axis, mm: 17 numbers.</summary>
    public ReadOnlySpan<float> Sigma { get; init; }

    /// <summary>Where each joint comes from: 17 letters, <c>t</c>, <c>l</c> or <c>p</c>.</summary>
    public ReadOnlySpan<byte> Source { get; init; }

    /// <summary>The cameras that saw the person, in the order in which they were added to the message.</summary>
    public ReadOnlySpan<int> Views { get; init; }

    /// <summary>The median reprojection error, px; NaN for none.</summary>
    public float Reprojection { get; init; }

    /// <summary>The smoothed joints; empty for none.</summary>
    public ReadOnlySpan<float> Smooth { get; init; }

    /// <summary>The layout of <see cref="Points"/>, UTF-8; empty for none.</summary>
    public ReadOnlySpan<byte> PointsLayout { get; init; }

    /// <summary>x, y, z of each joint of the input layout; a joint with a number that is not finite is written as not triangulated.</summary>
    public ReadOnlySpan<float> Points { get; init; }
}
