namespace StreamLift.Host.Demo;

/// <summary>A running mean.</summary>
internal struct RunningMean
{
    private double _sum;

    /// <summary>The number of values.</summary>
    public long Count { get; private set; }

    /// <summary>The mean; NaN without values.</summary>
    public readonly double Value => Count == 0 ? double.NaN : _sum / Count;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        _sum += value;
        Count++;
    }

    /// <summary>Adds another mean's values.</summary>
    public void Add(RunningMean other)
    {
        _sum += other._sum;
        Count += other.Count;
    }
}
