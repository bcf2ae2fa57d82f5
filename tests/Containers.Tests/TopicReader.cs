using Confluent.Kafka;

namespace StreamLift.Containers.Tests;

/// <summary>Reads topics from their beginning.</summary>
internal static class TopicReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a topic has so many records, of which more may be coming.</summary>
    /// <exception cref="TimeoutException">Fewer came.</exception>
    public static void Await(string bootstrap, string topic, int expected)
    {
        using var consumer = Consumer(bootstrap, topic);
        for (var came = 0; came < expected; came++)
            if (consumer.Consume(Patience) is null)
                throw new TimeoutException($"{came} of {expected} records came on {topic}");
    }

    /// <summary>As many records as are expected, and any that come within a second after.</summary>
    /// <exception cref="TimeoutException">Fewer came.</exception>
    public static List<ConsumeResult<string, byte[]>> Read(string bootstrap, string topic, int expected)
    {
        using var consumer = Consumer(bootstrap, topic);
        var records = new List<ConsumeResult<string, byte[]>>();
        while (consumer.Consume(records.Count < expected ? Patience : TimeSpan.FromSeconds(1)) is { } record)
            records.Add(record);
        return records.Count >= expected ? records : throw new TimeoutException($"{records.Count} of {expected} records came on {topic}");
    }

    private static IConsumer<string, byte[]> Consumer(string bootstrap, string topic)
    {
        var consumer = new ConsumerBuilder<string, byte[]>(
            new ConsumerConfig
            {
                BootstrapServers = bootstrap,
                GroupId = $"tests-{Guid.NewGuid()}",
                AutoOffsetReset = AutoOffsetReset.Earliest,
                EnableAutoCommit = false,
            }
        ).Build();
        consumer.Subscribe(topic);
        return consumer;
    }
}
