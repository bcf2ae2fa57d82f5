namespace StreamLift.Host.Bench;

/// <summary>Latencies at a fixed rate, ms.</summary>
/// <param name="Frames">How many were measured.</param>
/// <param name="Rate">Frames a second.</param>
/// <param name="P50">What half of them don't exceed.</param>
/// <param name="P99">What 99 in 100 don't exceed.</param>
/// <param name="P999">What 999 in 1,000 don't exceed.</param>
/// <param name="Max">The longest.</param>
internal sealed record LatencyStatistics(int Frames, int Rate, double P50, double P99, double P999, double Max)
{
    /// <summary>Of latencies in any order, at least one.</summary>
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

    /// <summary>The value that a share of all don't exceed (nearest rank).</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    private static double Ms(double value) => Math.Round(value, 2);
}
