using StreamLift.Host.RigChecks;

namespace StreamLift.Host.Tests.RigChecks;

public class SampledMedianTests
{
    [Fact]
    public void Median_of_as_many_values_as_are_kept_is_exact()
    {
        Assert.Equal(double.NaN, new SampledMedian().Value);
        Assert.Equal((SampledMedian.Most - 1) / 2.0, Of(SampledMedian.Most, value => value).Value);
    }

    [Fact]
    public void Median_of_more_values_is_near_and_the_same_each_time()
    {
        const int Count = 30 * SampledMedian.Most;
        var median = Of(Count, value => value).Value;
        Assert.InRange(median, 0.49 * Count, 0.51 * Count);
        Assert.Equal(median, Of(Count, value => value).Value);
    }

    [Fact]
    public void Median_of_values_that_take_turns_is_not_that_of_one_of_them() => Assert.Equal(5, Of(8 * SampledMedian.Most, value => (value % 4) switch
                {
                    0 => 1,
                    3 => 9,
                    _ => 5,
                }).Value);

    private static SampledMedian Of(int count, Func<int, float> value)
    {
        var median = new SampledMedian();
        for (var i = 0; i < count; i++)
            median.Add(value(i));
        return median;
    }
}
