namespace StreamLift.Host.RigChecks;

/// <summary>Medians.</summary>
internal static class Medians
{
    /// <summary>The median; NaN of nothing.</summary>
    public static double Of(IEnumerable<float> values)
    {
        float[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + (double)sorted[sorted.Length / 2]) / 2;
    }
}
