using Confluent.Kafka;

namespace StreamLift.Bench;

/// <summary>A plain consumer of every partition of a topic.</summary>
internal static class Reader
{
    public static IConsumer<Ignore, T> Of<T>(string bootstrap, string topic, Offset from, out int partitions)
    {
        var consumer = new ConsumerBuilder<Ignore, T>(new ConsumerConfig
        {
            BootstrapServers = bootstrap, GroupId = "bench", EnableAutoCommit = false, EnablePartitionEof = true, FetchWaitMaxMs = 100,
        }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var all = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions;
        partitions = all.Count;
        consumer.Assign(all.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, from)));
        return consumer;
    }
}
