using Microsoft.Extensions.Configuration;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;

namespace StreamLift.Host.Tests.Settings;

public sealed class UnknownSettingsTests
{
    [Theory]
    [InlineData("StreamLift:Ingest:MaxPeople")]
    [InlineData("STREAMLIFT:INGEST:MAXPEOPLE")]
    [InlineData("StreamLift:Sink:Kafka:acks")]
    [InlineData("StreamLift:Kafka:whatever_librdkafka_knows")]
    [InlineData("Another:Program")]
    public void A_setting_that_there_is_is_not_named(string key) => Assert.Empty(Found(key));

    [Theory]
    [InlineData("StreamLift:Ingest:MaxPepole", "StreamLift:Ingest:MaxPepole: no such setting; the settings are ", "MaxPeople")]
    [InlineData("StreamLift:Service:Interval", "StreamLift:Service:Interval: no such setting; the settings are ", "Lanes")]
    [InlineData("StreamLift:Sink:Interval", "StreamLift:Sink:Interval: no such setting; the settings are ", "CommitInterval")] // a property that is only read
    [InlineData("StreamLift:Nonsense:A", "StreamLift:Nonsense: no such section; the sections are ", "Ingest")]
    public void A_misspelt_setting_or_section_is_named_with_those_that_there_are(string key, string said, string offered)
    {
        var line = Assert.Single(Found(key));
        Assert.StartsWith(said, line, StringComparison.Ordinal);
        Assert.Contains(offered, line[said.Length..].Split(", "));
    }

    private static List<string> Found(string key) =>
        [.. UnknownSettings.In(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = "1" }).Build())];
}
