using Confluent.Kafka;

namespace StreamLift.Faults.Tests;

/// <summary>How far a group has come with its input, as the brokers know it.</summary>
internal sealed class Committed(string bootstrap, string group, string input) : IDisposable
{
    // It asks as a member would, and joins nothing. The admin client's own requests for this end the process where a broker is late
    // (librdkafka asserts in rd_kafka_enq_once_del_source_return).
    private readonly IConsumer<Ignore, Ignore> _asker = new ConsumerBuilder<Ignore, Ignore>(
        new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = group,
            EnableAutoCommit = false,
        }
    ).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Records of the input that are not committed. A partition that can't be asked just now throws.</summary>
    public long Lag() => Offsets().Sum(offset => _asker.QueryWatermarkOffsets(offset.TopicPartition, Patience).High.Value - Math.Max(0, offset.Offset.Value));

    /// <summary>Records that are.</summary>
    public long Sum() => Offsets().Sum(offset => Math.Max(0, offset.Offset.Value));

    public void Dispose() => _asker.Dispose();

    private List<TopicPartitionOffset> Offsets()
    {
        using var admin = new DependentAdminClientBuilder(_asker.Handle).Build();
        var partitions = Topics.PartitionsOf(admin, input).Select(partition => new TopicPartition(input, partition));
        return _asker.Committed(partitions, Patience);
    }
}
