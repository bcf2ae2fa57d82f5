namespace StreamLift.Host.RigChecks;

/// <summary>
/// The median of any number of values: exact up to 100,000, above that of so many of them, drawn at random, each with the same chance (Vitter 1985, "Random
/// sampling with a reservoir", algorithm R). The same values always give the same median.
/// </summary>
internal sealed class SampledMedian
{
    /// <summary>The most values that are kept.</summary>
    public const int Most = 100_000;

    private readonly List<float> _values = [];
    private readonly Random _random = new(1);
    private long _count;

    /// <summary>The median; NaN of nothing.</summary>
    public double Value => Medians.Of(_values);

    /// <summary>Adds a value.</summary>
    public void Add(float value)
    {
        _count++;
        if (_values.Count < Most)
            _values.Add(value);
        else if (_random.NextInt64(_count) is < Most and var place)
            _values[(int)place] = value;
    }
}
