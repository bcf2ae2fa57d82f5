using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;

namespace StreamLift.Training.Tests.Recipes;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Learning_rate_of_one_cycle_peaks_after_a_fifth_and_ends_near_0()
    {
        var rates = Enumerable.Range(0, 1000).Select(step => new OneCycle(0.004f).Rate(step, 1000)).ToList();
        Assert.Equal(0.004, rates.Max(), 1e-6);
        Assert.InRange(rates.IndexOf(rates.Max()), 195, 205);
        Assert.Equal(0.004 / 25, rates[0], 1e-5);
        Assert.True(rates[^1] < 0.004 * 2e-4);
    }

    [Fact]
    public void Learning_rate_of_the_paper_falls_by_4_percent_in_100000_steps() => Assert.Equal(0.96e-3, Recipe.Paper.Schedule.Rate(100_000, 1), 1e-8);
}
