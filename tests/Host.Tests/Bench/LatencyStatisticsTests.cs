using FsCheck;
using FsCheck.Fluent;
using StreamLift.Host.Bench;

namespace StreamLift.Host.Tests.Bench;

public class LatencyStatisticsTests
{
    [Fact]
    public void Latency_quantile_is_the_smallest_value_that_reaches_its_share() =>
        Prop.ForAll(Gen.Choose(0, 1000).NonEmptyListOf().ToArbitrary(), values =>
            {
                var sorted = values.Order().Select(value => (double)value).ToList();
                foreach (var share in (double[])[0.5, 0.99, 0.999, 1])
                {
                    var quantile = LatencyStatistics.Quantile(sorted, share);
                    Assert.True(sorted.Count(value => value <= quantile) >= share * sorted.Count);
                    Assert.True(sorted.Count(value => value < quantile) < share * sorted.Count);
                }
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Latency_figures_of_1000_unsorted_values_are_the_500th_990th_999th_and_largest()
    {
        var latencies = Enumerable.Range(1, 1000).Select(i => i / 10.0).Reverse().ToList();
        Assert.Equal(new LatencyStatistics(1000, 500, 50, 99, 99.9, 100), LatencyStatistics.Of(500, latencies));
    }

    [Theory]
    [InlineData(new[] { 3.0 }, 3, 3, 3)]
    [InlineData(new[] { 5.0, 1, 3 }, 3, 1, 5)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, 2, 1, 4)]
    public void Bench_spread_is_the_median_minimum_and_maximum(double[] values, double median, double least, double most) =>
        Assert.Equal(new SampleRange(median, least, most), SampleRange.Of(values));
}
