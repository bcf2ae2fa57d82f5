namespace StreamLift.Capture.Residuals;

/// <summary>The joints of h36m17 that move as the person does: hips, spine, shoulders and head. Hands and feet swing.</summary>
internal static class Trunk
{
    private static readonly int[] Indexes = [0, 1, 4, 7, 8, 9, 10, 11, 14];

    /// <summary>The indexes in h36m17.</summary>
    public static ReadOnlySpan<int> Joints => Indexes;
}
