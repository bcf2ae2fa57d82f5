using StreamLift.Files.Grid;

namespace StreamLift.Files.Tests.Grid;

public class RateFinderTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(29.97)]
    [InlineData(25)]
    [InlineData(59.94)]
    [InlineData(12.5)]
    [InlineData(17.3)]
    [InlineData(120)]
    public void Rate_is_found_from_times_in_whole_milliseconds(double rate)
    {
        var finder = new RateFinder();
        for (var frame = 0; frame < 200; frame++)
            finder.Add("hall", 1_760_000_000_000 + Math.Round(1000 * frame / rate));
        Assert.True(finder.IsSure);
        Assert.Equal(rate, finder.Estimate()!.Value, rate * 0.0004);
    }

    [Fact]
    public void Lost_frames_and_long_pauses_do_not_change_the_rate()
    {
        var finder = new RateFinder();
        for (var frame = 0; frame < 100; frame++)
            if (frame % 7 != 3)
                finder.Add("hall", Math.Round(1000 * frame / 30.0) + (frame > 50 ? 60_000 : 0));
        Assert.Equal(30, finder.Estimate());
    }

    [Fact]
    public void Rate_of_several_sources_is_that_of_the_fastest()
    {
        var finder = new RateFinder();
        for (var frame = 0; frame < 100; frame++)
        {
            finder.Add("slow", 1000 * frame / 15.0);
            finder.Add("fast", 1000 * frame / 50.0);
        }
        Assert.Equal(50, finder.Estimate());
    }

    [Fact]
    public void Rate_of_two_instants_is_not_known()
    {
        var finder = new RateFinder();
        finder.Add("hall", 0);
        finder.Add("hall", 33);
        Assert.Null(finder.Estimate());
    }
}
