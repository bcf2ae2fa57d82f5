namespace StreamLift.Capture.Association;

/// <summary>The joints by which people are told apart: those of the limbs. Every layout has them, and detectors find them best.</summary>
internal static class CoreJoints
{
    public const int Count = 12;
    public const int BoneCount = 11;

    /// <summary>Their indices in h36m17.</summary>
    public static ReadOnlySpan<byte> Joints => [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16];

    /// <summary>The first end of each bone as an index of <see cref="Joints"/>: the lines of the hips and shoulders, two sides, eight limbs.</summary>
    public static ReadOnlySpan<byte> From => [0, 9, 0, 3, 0, 1, 3, 4, 6, 7, 9];

    /// <summary>The second end of each; the upper arm of the right side is the last.</summary>
    public static ReadOnlySpan<byte> To => [3, 6, 9, 6, 1, 2, 4, 5, 7, 8, 10];

    /// <summary>The weight of each when directions are compared: the lines across the body say where it faces.</summary>
    public static ReadOnlySpan<byte> Weight => [3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    /// <summary>The least length of each in a body, mm: a child, and a detector's error.</summary>
    public static ReadOnlySpan<short> Shortest => [40, 80, 150, 150, 100, 100, 100, 100, 60, 60, 60];

    /// <summary>The greatest length of each in a body, mm.</summary>
    public static ReadOnlySpan<short> Longest => [420, 600, 800, 800, 620, 620, 620, 620, 480, 480, 480];
}
