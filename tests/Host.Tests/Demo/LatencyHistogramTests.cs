using FsCheck;
using FsCheck.Fluent;
using StreamLift.Host.Demo;

namespace StreamLift.Host.Tests.Demo;

public class LatencyHistogramTests
{
    [Fact]
    public void Latency_histogram_quantiles_are_within_2_percent_of_the_exact_ones() =>
        Prop.ForAll(Gen.Choose(10, 50_000_000).NonEmptyListOf().ToArbitrary(), ticks =>
            {
                var histogram = new LatencyHistogram();
                foreach (var latency in ticks)
                    histogram.Add(TimeSpan.FromTicks(latency));
                var sorted = ticks.Order().ToList();
                foreach (var share in (double[])[0.5, 0.99, 1])
                {
                    var exact = TimeSpan.FromTicks(sorted[(int)Math.Ceiling(share * sorted.Count) - 1]).TotalMilliseconds;
                    Assert.InRange(histogram.Quantile(share), exact * 0.98, exact * 1.02);
                }
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Latency_histogram_without_values_has_no_quantile_also_after_clearing()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal(double.NaN, histogram.Quantile(0.5));
        histogram.Add(TimeSpan.FromMilliseconds(3));
        Assert.InRange(histogram.Quantile(0.5), 2.94, 3.06);
        histogram.Clear();
        Assert.Equal(double.NaN, histogram.Quantile(0.5));
        Assert.Equal(0, histogram.Count);
    }

    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(1e9, 1e6)]
    public void Latency_histogram_counts_out_of_range_values_at_the_ends_of_its_range(double milliseconds, double counted)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMilliseconds(milliseconds));
        Assert.InRange(histogram.Quantile(0.5), counted * 0.97, counted * 1.03);
    }
}
