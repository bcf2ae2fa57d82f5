using Confluent.Kafka;

namespace StreamLift.Containers.Tests;

/// <summary>Reads a topic from its beginning.</summary>
internal static class TopicReader
{
    /// <summary>As many records as are expected, and any that come within a second after.</summary>
    /// <exception cref="TimeoutException">Fewer came.</exception>
    public static List<ConsumeResult<string, byte[]>> Read(string bootstrap, string topic, int expected)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = $"tests-{Guid.NewGuid()}",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        }).Build();
        consumer.Subscribe(topic);
        var records = new List<ConsumeResult<string, byte[]>>();
        while (consumer.Consume(records.Count < expected ? TimeSpan.FromSeconds(60) : TimeSpan.FromSeconds(1)) is { } record)
            records.Add(record);
        consumer.Close();
        return records.Count >= expected ? records : throw new TimeoutException($"{records.Count} of {expected} records came on {topic}");
    }
}
