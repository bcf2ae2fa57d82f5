namespace StreamLift.Host.Demo;

/// <summary>
/// Latencies in buckets, each 2 % wider than the previous one: quantiles to 1 % in constant memory.
/// </summary>
internal sealed class LatencyHistogram
{
    private const double Growth = 1.02;
    private const double LeastMs = 0.001;
    private readonly long[] _counts = new long[1 + (int)Math.Ceiling(Math.Log(1e9) / Math.Log(Growth))]; // 1 µs to 1,000 s; the last bucket takes the rest

    /// <summary>The number of latencies.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a latency.</summary>
    public void Add(TimeSpan latency)
    {
        var steps = Math.Log(Math.Max(latency.TotalMilliseconds, LeastMs) / LeastMs) / Math.Log(Growth);
        _counts[Math.Min((int)steps, _counts.Length - 1)]++;
        Count++;
    }

    /// <summary>A quantile in milliseconds (nearest rank); NaN if there is no latency.</summary>
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

    /// <summary>Removes all latencies.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }
}
