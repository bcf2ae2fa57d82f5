namespace StreamLift.Datasets.Rigs;

/// <summary>
/// Where the joints of trunk and head lie that rigs have at places of their own, or not at all. Measured in an upright pose along the line between two
/// joints that every rig has; the same numbers as for keypoint layouts (src/Poses/Layouts).
/// </summary>
internal static class BodyProportions
{
    /// <summary>
    /// The part of the way from hip to thorax at which the spine's joint lies: 0.476 in Human3.6M's published skeleton (233 and 257 mm), 0.465 ± 0.017 of 32
    /// performers of CMU, 0.473 to 0.495 in MPI-INF-3DHP.
    /// </summary>
    public const float Spine = 0.47f;

    /// <summary>A joint this near to <see cref="Spine"/> is it: 15 mm.</summary>
    public const float SameSpine = 0.03f;

    /// <summary>The part of the way from thorax to the top of the head at which the nose lies: 0.555 ± 0.022 of 32 performers of CMU.</summary>
    public const float Nose = 0.56f;

    /// <summary>The part of the way from the head joint to the middle of the eyes at which the nose lies.</summary>
    public const float NoseToEyes = 0.6f;

    /// <summary>From thorax to the top of the head, as a part of the length from hip to thorax: 338 of 510 mm of CMU's performers.</summary>
    public const float HeadOfTrunk = 338f / 510;

    /// <summary>How far a rig's top of the head may be from there: two standard deviations of CMU's performers. Some end sites are short sticks.</summary>
    public const float HeadTolerance = 0.12f;
}
