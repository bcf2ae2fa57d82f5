namespace StreamLift.Host.Bench;

/// <summary>What repetitions gave.</summary>
/// <param name="Median">The middle one; of an even number, the lower of the two.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
internal readonly record struct SampleRange(double Median, double Min, double Max)
{
    /// <summary>Of at least one value.</summary>
    public static SampleRange Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new SampleRange(sorted[(sorted.Count - 1) / 2], sorted[0], sorted[^1]);
    }
}
