using StreamLift.Host.Bench;
using StreamLift.Host.Running;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Bench;

public class BenchOptionsTests
{
    [Fact]
    public void Bench_without_a_broker_measures_the_stages_only()
    {
        var options = new BenchOptions().Checked();
        Assert.Equal(["stages"], BenchOptions.AllParts.Where(options.Wants));
        Assert.Equal(BenchOptions.AllParts, BenchOptions.AllParts.Where((options with { Bootstrap = "b:1" }).Wants));
        Assert.Equal(["latency"], BenchOptions.AllParts.Where((options with { Bootstrap = "b:1", Only = ["latency"] }).Wants));
    }

    [Fact]
    public void Bench_options_out_of_range_are_all_reported_at_once()
    {
        var problems = Assert
            .Throws<ConfigurationException>(() =>
                new BenchOptions
                {
                    Frames = 0,
                    People = 101,
                    Rate = 0,
                    Seconds = 0,
                    WarmUp = -1,
                    Repetitions = 0,
                    StageSeconds = double.NaN,
                    Only = ["speed"],
                }.Checked()
            )
            .Problems;
        foreach (
            var flag in (string[])
                ["--frames 0", "--people 101", "--rate 0", "--seconds 0", "--warm-up -1", "--repetitions 0", "--stage-seconds NaN", "--only speed", "no broker"]
        )
            Assert.Single(problems, problem => problem.StartsWith(flag, StringComparison.Ordinal));
        Assert.Equal(9, problems.Count);
    }

    [Fact]
    public void Bench_passes_run_flags_on_and_adds_an_instance_name_for_exactly_once()
    {
        var options = Read("--precision", "fp32", "--kafka", "linger.ms=1", "--guarantee", "exactlyonce", "--", "--lanes", "2");
        Assert.Equal(["--precision", "fp32", "--guarantee", "exactlyonce", "--kafka", "linger.ms=1", "--lanes", "2", "--instance", "bench"], options.Run);
        Assert.Equal("2", ServiceFlags.Of(options)["StreamLift:Service:Lanes"]);
        Assert.Empty(Read().Run);
    }

    [Fact]
    public void Bench_refuses_a_flag_that_run_does_not_have() =>
        Assert.Contains("--no-such", Assert.Single(Assert.Throws<ConfigurationException>(() => ServiceFlags.Of(Read("--", "--no-such"))).Problems));

    private static BenchOptions Read(params string[] arguments)
    {
        var parsed = BenchCommand.Create(Terminal.OfProcess()).Parse(arguments);
        Assert.Empty(parsed.Errors);
        return BenchCommand.Read(parsed);
    }
}
