namespace StreamLift.Datasets.Scenes;

/// <summary>Interpolates positions between samples by the cubic of Catmull and Rom, for samples that need not be evenly spaced.</summary>
public static class CubicMotion
{
    /// <summary>Interpolates between the second and the third of four samples. At a sample's time the result is the sample.</summary>
    /// <param name="times">The times of the four samples; the first may equal the second, and the third the fourth, where there is none.</param>
    /// <param name="before">The sample before the interval.</param>
    /// <param name="from">The sample at its start.</param>
    /// <param name="to">The sample at its end.</param>
    /// <param name="after">The sample after it.</param>
    /// <param name="time">A time in the interval.</param>
    /// <param name="into">Receives the interpolated numbers.</param>
    public static void Interpolate(
        (double Before, double From, double To, double After) times,
        ReadOnlySpan<float> before,
        ReadOnlySpan<float> from,
        ReadOnlySpan<float> to,
        ReadOnlySpan<float> after,
        double time,
        Span<float> into
    )
    {
        var length = times.To - times.From;
        if (length <= 0)
        {
            from.CopyTo(into);
            return;
        }
        var t = (time - times.From) / length;
        var (t2, t3) = (t * t, t * t * t);
        var (h00, h10, h01, h11) = ((2 * t3) - (3 * t2) + 1, t3 - (2 * t2) + t, (3 * t2) - (2 * t3), t3 - t2);
        // The slopes are per interval.
        var (fromSlope, toSlope) = (length / (times.To - times.Before), length / (times.After - times.From));
        for (var i = 0; i < into.Length; i++)
            into[i] = (float)((h00 * from[i]) + (h10 * fromSlope * (to[i] - before[i])) + (h01 * to[i]) + (h11 * toSlope * (after[i] - from[i])));
    }
}
