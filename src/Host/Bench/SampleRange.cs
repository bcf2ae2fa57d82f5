namespace StreamLift.Host.Bench;

/// <summary>The median and range of repetitions.</summary>
/// <param name="Median">The median; of an even number, the lower of the two middle values.</param>
/// <param name="Min">The minimum.</param>
/// <param name="Max">The maximum.</param>
internal readonly record struct SampleRange(double Median, double Min, double Max)
{
    /// <summary>The range of at least one value.</summary>
    public static SampleRange Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new SampleRange(sorted[(sorted.Count - 1) / 2], sorted[0], sorted[^1]);
    }
}
