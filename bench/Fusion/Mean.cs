namespace StreamLift.Bench;

/// <summary>A running quotient of two sums.</summary>
internal sealed class Mean
{
    private double _sum;
    private double _weight;

    public double Value => _sum / _weight;

    public void Add(double value, double weight = 1) => (_sum, _weight) = (_sum + value, _weight + weight);
}
