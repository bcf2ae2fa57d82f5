namespace StreamLift.Host.Bench;

/// <summary>Latencies at a fixed rate, ms.</summary>
/// <param name="Frames">Number of measured frames.</param>
/// <param name="Rate">Frames per second.</param>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">Maximum.</param>
internal sealed record LatencyStatistics(int Frames, int Rate, double P50, double P99, double P999, double Max)
{
    /// <summary>The statistics of at least one latency, in any order.</summary>
    public static LatencyStatistics Of(int rate, List<double> milliseconds)
    {
        milliseconds.Sort();
        return new LatencyStatistics(
            milliseconds.Count,
            rate,
            Ms(Quantile(milliseconds, 0.5)),
            Ms(Quantile(milliseconds, 0.99)),
            Ms(Quantile(milliseconds, 0.999)),
            Ms(milliseconds[^1])
        );
    }

    /// <summary>A quantile (nearest rank).</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    private static double Ms(double value) => Math.Round(value, 2);
}
