using System.CommandLine;
using StreamLift.Host.Commands;
using StreamLift.Host.Running;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Commands;

public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("--commit-interval", "250", "Ingest:CommitInterval", "00:00:00.2500000")]
    [InlineData("--max-delay", "1.5", "Lifter:MaxDelay", "00:00:00.0015000")]
    [InlineData("--deadline", "2000", "Lifter:Deadline", "00:00:02")]
    [InlineData("--drain-timeout", "90", "Ingest:DrainTimeout", "00:01:30")]
    [InlineData("--connect-timeout", "0.5", "Service:ConnectTimeout", "00:00:00.5000000")]
    [InlineData("--hang-timeout", "60", "Lifter:HangTimeout", "00:01:00")]
    [InlineData("--model-watch", "0", "Lifter:ModelWatch", "00:00:00")]
    [InlineData("--lanes", "3", "Service:Lanes", "3")]
    public void A_flag_sets_its_setting_in_the_setting_s_own_unit(string flag, string given, string key, string value)
    {
        Assert.Equal(value, Assert.Single(Read(flag, given), setting => setting.Key == $"StreamLift:{key}").Value);
        Assert.Equal(flag, RunOptions.FlagOf($"StreamLift:{key}".ToUpperInvariant())?.Name);
    }

    [Theory]
    [InlineData("--max-delay", "soon", "milliseconds")]
    [InlineData("--drain-timeout", "-1", "seconds")]
    [InlineData("--deadline", "NaN", "milliseconds")]
    [InlineData("--connect-timeout", "1e9", "seconds")]
    [InlineData("--commit-interval", "1,5", "milliseconds")]
    public void A_time_that_is_no_number_is_named_with_its_unit(string flag, string given, string unit) =>
        Assert.Equal($"{flag} {given}: not a number of {unit}", Assert.Throws<ConfigurationException>(() => Read(flag, given)).Message);

    [Fact]
    public void Bootstrap_option_serves_both_input_and_output()
    {
        var keys = Read("--bootstrap", "b:1");
        Assert.Equal(("b:1", "b:1"), (keys["StreamLift:Ingest:Bootstrap"], keys["StreamLift:Sink:Bootstrap"]));
    }

    [Fact]
    public void Command_line_without_flags_sets_no_setting() => Assert.Empty(Read());

    [Fact]
    public void A_Kafka_property_goes_to_both_clients_and_the_last_of_a_name_counts()
    {
        var keys = Read("--kafka", "linger.ms=1", "--kafka", "sasl.jaas.config=a=b", "--kafka", "linger.ms=2");
        Assert.Equal(("2", "2"), (keys["Kafka:Consumer:linger.ms"], keys["Kafka:Producer:linger.ms"]));
        Assert.Equal("a=b", keys["Kafka:Consumer:sasl.jaas.config"]);
    }

    [Fact]
    public void Kafka_property_that_is_no_pair_is_named_without_its_possibly_secret_value()
    {
        var problems = Assert.Throws<ConfigurationException>(() => Read("--kafka", "acks", "--kafka", "=Pa55word")).Problems;
        Assert.Equal(["--kafka acks: write it as KEY=VALUE", "--kafka : write it as KEY=VALUE"], problems);
    }

    private static Dictionary<string, string?> Read(params string[] arguments)
    {
        var parsed = RunOptions.AddTo(new Command("run")).Parse(arguments);
        Assert.Empty(parsed.Errors);
        return RunOptions.Read(parsed);
    }
}
