namespace StreamLift.Pipeline.Tests.Fusion;

/// <summary>Numbers of frames.</summary>
internal static class FrameNumbers
{
    /// <summary>The numbers from one up to, and without, another.</summary>
    public static IEnumerable<long> To(this long from, long to)
    {
        for (var frame = from; frame < to; frame++)
            yield return frame;
    }
}
