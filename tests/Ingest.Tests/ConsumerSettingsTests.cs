using StreamLift.Lifter;

namespace StreamLift.Ingest.Tests;

public sealed class ConsumerSettingsTests
{
    [Theory]
    [InlineData("enable.auto.commit", Guarantee.AtLeastOnce, true)]
    [InlineData("group.instance.id", Guarantee.ExactlyOnce, true)]
    [InlineData("isolation.level", Guarantee.ExactlyOnce, true)]
    [InlineData("isolation.level", Guarantee.AtLeastOnce, false)]
    [InlineData("session.timeout.ms", Guarantee.ExactlyOnce, false)]
    public void What_delivery_rests_on_is_not_the_user_s_to_set(string key, Guarantee guarantee, bool isRefused)
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
    [InlineData("earliest", -2)]
    [InlineData("smallest", -2)]
    [InlineData("beginning", -2)]
    [InlineData("latest", -1)]
    [InlineData("largest", -1)]
    [InlineData("end", -1)]
    [InlineData("error", -1001)]
    public void Without_a_committed_offset_a_partition_begins_as_it_is_set_to_by_any_of_librdkafka_s_names(string name, long offset)
    {
        var config = new Confluent.Kafka.ConsumerConfig();
        config.Set("auto.offset.reset", name);
        Assert.Equal(offset, ConsumerSettings.WithoutCommitted(config).Value);
    }
}
