using FsCheck;
using FsCheck.Fluent;
using StreamLift.Host.Demo;

namespace StreamLift.Host.Tests.Demo;

public class LatencyHistogramTests
{
    [Fact]
    public void Quantiles_are_those_of_the_sorted_latencies_to_one_percent() =>
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
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_latencies_there_is_no_quantile_and_clearing_brings_that_back()
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
    public void What_is_out_of_its_range_counts_at_the_range_s_end(double milliseconds, double counted)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMilliseconds(milliseconds));
        Assert.InRange(histogram.Quantile(0.5), counted * 0.97, counted * 1.03);
    }
}
