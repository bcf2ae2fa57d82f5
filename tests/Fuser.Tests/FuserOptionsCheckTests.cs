namespace StreamLift.Fuser.Tests;

public sealed class FuserOptionsCheckTests
{
    [Fact]
    public void Options_without_any_setting_are_valid() => Assert.True(new FuserOptionsCheck().Validate(null, new FuserOptions()).Succeeded);

    [Fact]
    public void Problems_of_all_settings_are_said_at_once_each_with_its_flag()
    {
        var options = new FuserOptions
        {
            Rate = "fast",
            Wait = TimeSpan.FromSeconds(6),
            Height = 180, // cm
            MinScore = 2,
            HangTimeout = TimeSpan.Zero,
            MaxBatch = 0,
            MaxDelay = TimeSpan.FromMinutes(1),
            Batches = 1,
        };
        var failures = new FuserOptionsCheck().Validate(null, options).Failures!.ToList();
        Assert.Equal(8, failures.Count);
        foreach (var flag in (string[])["--rate", "--wait", "--height", "--min-score", "--hang-timeout", "--max-batch", "--max-delay", "Fuser:Batches"])
            Assert.Single(failures, failure => failure.Contains(flag, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("auto", null)]
    [InlineData("59.94", 59.94)]
    public void Rate_is_a_number_of_instants_a_second_or_auto(string text, double? rate) => Assert.Equal(rate, new FuserOptions { Rate = text }.RateHz);
}
