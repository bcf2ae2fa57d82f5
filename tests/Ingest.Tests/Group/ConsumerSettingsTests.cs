using StreamLift.Ingest.Group;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Tests.Group;

public sealed class ConsumerSettingsTests
{
    [Theory]
    [InlineData("enable.auto.commit", Guarantee.AtLeastOnce, true)]
    [InlineData("group.instance.id", Guarantee.ExactlyOnce, true)]
    [InlineData("dotnet.consumer.consume.result.fields", Guarantee.AtLeastOnce, true)]
    [InlineData("isolation.level", Guarantee.ExactlyOnce, true)]
    [InlineData("isolation.level", Guarantee.AtLeastOnce, false)]
    [InlineData("session.timeout.ms", Guarantee.ExactlyOnce, false)]
    public void Consumer_property_that_delivery_depends_on_is_refused(string key, Guarantee guarantee, bool isRefused)
    {
        var options = new IngestOptions { Guarantee = guarantee };
        options.Kafka[key] = "1";
        var problems = ConsumerSettings.Problems(options).ToList();
        if (isRefused)
            Assert.Contains($"--kafka {key}:", Assert.Single(problems), StringComparison.Ordinal);
        else
            Assert.Empty(problems);
    }

    [Theory]
    [InlineData(false, "headers,timestamp")]
    [InlineData(true, "headers,timestamp,topic")]
    public void Consumer_takes_the_timestamp_of_each_record(bool needsTopicNames, string fields) =>
        Assert.Equal(fields, ConsumerSettings.For(new IngestOptions(), 0, needsTopicNames).Get("dotnet.consumer.consume.result.fields"));

    [Theory]
    [InlineData("earliest", -2)]
    [InlineData("smallest", -2)]
    [InlineData("beginning", -2)]
    [InlineData("latest", -1)]
    [InlineData("largest", -1)]
    [InlineData("end", -1)]
    [InlineData("error", -1001)]
    public void Partition_without_a_committed_offset_starts_by_any_auto_offset_reset_alias(string name, long offset)
    {
        var config = new Confluent.Kafka.ConsumerConfig();
        config.Set("auto.offset.reset", name);
        Assert.Equal(offset, ConsumerSettings.WithoutCommitted(config).Value);
    }
}
