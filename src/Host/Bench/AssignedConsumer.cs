using Confluent.Kafka;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Bench;

/// <summary>A plain consumer of every partition of a topic, of committed records.</summary>
internal static class AssignedConsumer
{
    /// <summary>From a position on, outside any group.</summary>
    /// <exception cref="BrokerException">The topic isn't there.</exception>
    public static IConsumer<Ignore, T> Of<T>(BenchBroker broker, string topic, Offset from, out int partitions)
    {
        var consumer = new ConsumerBuilder<Ignore, T>(
            broker.With(
                new ConsumerConfig
                {
                    GroupId = "streamlift-bench", // librdkafka wants a name; nothing is committed, so no group comes to be
                    EnableAutoCommit = false,
                    EnablePartitionEof = true,
                    FetchWaitMaxMs = 100,
                    AllowAutoCreateTopics = false,
                }
            )
        ).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var all = Partitions(consumer, topic);
        partitions = all.Count;
        consumer.Assign(all.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, from)));
        return consumer;
    }

    // of a topic just made not every broker knows yet
    private static List<PartitionMetadata> Partitions<T>(IConsumer<Ignore, T> consumer, string topic)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        for (var asked = 0; asked < 100; asked++)
        {
            if (admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics is [{ Partitions: { Count: > 0 } all }])
                return all;
            Thread.Sleep(100);
        }

        throw new BrokerException($"topic {topic}: no broker knows of it");
    }

    /// <summary>At the end of each partition: what comes from here on is what is sent from here on.</summary>
    /// <exception cref="BrokerException">The broker is silent.</exception>
    public static IConsumer<Ignore, Ignore> AtEnd(BenchBroker broker, string topic)
    {
        var consumer = Of<Ignore>(broker, topic, Offset.End, out var open);
        while (open > 0)
            if (Next(consumer, topic, CancellationToken.None).IsPartitionEOF)
                open--;
        return consumer;
    }

    /// <summary>The next record, or the end of a partition.</summary>
    /// <exception cref="BrokerException">Nothing for two minutes: the service's start on a machine at its limit is among them.</exception>
    public static ConsumeResult<Ignore, T> Next<T>(IConsumer<Ignore, T> consumer, string topic, CancellationToken stop)
    {
        for (var waited = 0; waited < 1200; waited++)
        {
            stop.ThrowIfCancellationRequested();
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } result)
                return result;
        }

        throw new BrokerException($"topic {topic}: nothing came for 2 minutes");
    }
}
