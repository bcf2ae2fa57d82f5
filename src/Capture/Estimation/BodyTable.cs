using System.Collections.Immutable;
using StreamLift.Capture.Geometry;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Estimation;

/// <summary>The tree of h36m17, and an average body for where nothing else is known.</summary>
internal static class BodyTable
{
    /// <summary>The right ankle.</summary>
    public const int RightFoot = 3;

    /// <summary>The left ankle.</summary>
    public const int LeftFoot = 6;

    /// <summary>The height of an ankle above the floor in a person who stands, mm.</summary>
    public const double AnkleHeight = 80;

    /// <summary>The parent of each joint, which comes before it; -1 for the hip.</summary>
    public static ImmutableArray<int> Parents { get; } = Skeletons.H36m17.Parents;

    /// <summary>The joint on the other side of the body.</summary>
    public static ImmutableArray<int> Mirror { get; } = Skeletons.H36m17.Mirror;

    /// <summary>The length of the bone to each joint, mm: the mean of 32 of CMU's performers.</summary>
    public static ImmutableArray<double> Lengths { get; } = [0, 89, 408, 429, 89, 408, 429, 239, 275, 187, 150, 184, 289, 279, 184, 289, 279];

    /// <summary>The height of a person with <see cref="Lengths"/>, mm.</summary>
    public static double AverageHeight { get; } = Height(Lengths.AsSpan());

    /// <summary>The bones of a person who stands upright and faces the world's x: x, y to the left, z up. Their lengths are 1.</summary>
    public static ImmutableArray<Point3> Upright { get; } =
    [
        default,
        new(0, -1, 0),
        new(0, 0, -1),
        new(0, 0, -1),
        new(0, 1, 0),
        new(0, 0, -1),
        new(0, 0, -1),
        new(0, 0, 1),
        new(0, 0, 1),
        new(0, 0, 1),
        new(0, 0, 1),
        new(0, 1, 0),
        new(0, 0, -1),
        new(0, 0, -1),
        new(0, -1, 0),
        new(0, 0, -1),
        new(0, 0, -1),
    ];

    /// <summary>
    /// The error of a lifted bone at right angles to the line of sight, mm, root mean square along an axis, as bench/Estimation measured it on recorded people.
    /// </summary>
    public static ImmutableArray<double> LiftedAcross { get; } = [0, 9, 37, 42, 9, 37, 42, 30, 35, 27, 22, 14, 32, 41, 14, 32, 41];

    /// <summary>The same along the line of sight.</summary>
    public static ImmutableArray<double> LiftedAway { get; } = [0, 16, 95, 87, 16, 95, 87, 40, 60, 47, 37, 32, 70, 79, 32, 70, 79];

    /// <summary>The sigma that the default model gave its joints there, mm.</summary>
    public static ImmutableArray<double> LiftedSigma { get; } = [0, 9, 46, 70, 9, 46, 70, 17, 26, 40, 48, 30, 42, 60, 30, 42, 60];

    /// <summary>The height of a person whose bones have these lengths, mm: from the ankles to the crown, and the ankle's height.</summary>
    public static double Height(ReadOnlySpan<double> lengths)
    {
        var legs = (lengths[2] + lengths[3] + lengths[5] + lengths[6]) / 2;
        return legs + lengths[7] + lengths[8] + lengths[9] + lengths[10] + AnkleHeight;
    }
}
