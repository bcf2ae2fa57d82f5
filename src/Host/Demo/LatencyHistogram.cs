namespace StreamLift.Host.Demo;

/// <summary>
/// Latencies in buckets that each reach 2 % further than the one before: quantiles to 1 %, in the same memory after a second and after a day.
/// </summary>
internal sealed class LatencyHistogram
{
    private const double Growth = 1.02;
    private const double LeastMs = 0.001;
    private readonly long[] _counts = new long[1 + (int)Math.Ceiling(Math.Log(1e9) / Math.Log(Growth))]; // 1 µs to 1,000 s; beyond it the last bucket

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan latency)
    {
        var steps = Math.Log(Math.Max(latency.TotalMilliseconds, LeastMs) / LeastMs) / Math.Log(Growth);
        _counts[Math.Min((int)steps, _counts.Length - 1)]++;
        Count++;
    }

    /// <summary>The latency in milliseconds that a share of all don't exceed (nearest rank); NaN where there is none.</summary>
    public double Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long passed = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            passed += _counts[i];
            if (passed >= rank)
                return LeastMs * Math.Pow(Growth, i + 0.5);
        }

        return double.NaN;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }
}
