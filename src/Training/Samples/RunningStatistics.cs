namespace StreamLift.Training.Samples;

/// <summary>The mean and standard deviation of each column (Welford's algorithm in double precision).</summary>
internal sealed class RunningStatistics(int width)
{
    private readonly double[] _mean = new double[width];
    private readonly double[] _squares = new double[width];
    private long _count;

    public void Add(ReadOnlySpan<float> row)
    {
        _count++;
        for (var i = 0; i < _mean.Length; i++)
        {
            var off = row[i] - _mean[i];
            _mean[i] += off / _count;
            _squares[i] += off * (row[i] - _mean[i]);
        }
    }

    public float[] Mean() => [.. _mean.Select(mean => (float)mean)];

    /// <summary>The standard deviation, at least 1e-6, so that constant columns can be divided by it.</summary>
    public float[] StandardDeviation() => [.. _squares.Select(square => (float)Math.Max(1e-6, Math.Sqrt(square / Math.Max(1, _count))))];
}
