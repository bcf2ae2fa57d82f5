namespace StreamLift.Training.Samples;

/// <summary>Mean and deviation of rows, number by number (Welford, in double).</summary>
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

    /// <summary>Never 0, so that a number that was always the same can be divided by it.</summary>
    public float[] StandardDeviation() => [.. _squares.Select(square => (float)Math.Max(1e-6, Math.Sqrt(square / Math.Max(1, _count))))];
}
