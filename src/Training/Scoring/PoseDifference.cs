namespace StreamLift.Training.Scoring;

/// <summary>Statistics of the distances between the joints of two models' poses, mm.</summary>
internal sealed class PoseDifference(string name)
{
    private double _sum;
    private long _joints;

    /// <summary>The name of the model that is compared.</summary>
    public string Name { get; } = name;

    public double Mean => _joints == 0 ? 0 : _sum / _joints;

    public double Max { get; private set; }

    /// <summary>Adds poses, x, y, z per joint.</summary>
    public void Add(ReadOnlySpan<float> expected, ReadOnlySpan<float> given)
    {
        for (var i = 0; i < expected.Length; i += 3)
        {
            double x = expected[i] - given[i],
                y = expected[i + 1] - given[i + 1],
                z = expected[i + 2] - given[i + 2];
            var distance = Math.Sqrt((x * x) + (y * y) + (z * z));
            (_sum, Max) = (_sum + distance, Math.Max(Max, distance));
            _joints++;
        }
    }
}
