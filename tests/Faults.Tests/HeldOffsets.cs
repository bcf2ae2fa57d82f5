using Confluent.Kafka;

namespace StreamLift.Faults.Tests;

/// <summary>
/// An open transaction of another process that holds a group's offsets until it is disposed of: then it is aborted.
/// The group must have no members when it begins.
/// </summary>
internal sealed class HeldOffsets : IDisposable
{
    private readonly IProducer<Null, Null> _producer;

    public HeldOffsets(string bootstrap, string group, string topic, int partitions)
    {
        _producer = new ProducerBuilder<Null, Null>(
            new ProducerConfig
            {
                BootstrapServers = bootstrap,
                TransactionalId = "holds-" + group,
                TransactionTimeoutMs = 60_000,
            }
        ).Build();
        // never subscribed: it may speak for a group without members
        using var outsider = new ConsumerBuilder<Null, Null>(new ConsumerConfig { BootstrapServers = bootstrap, GroupId = group }).Build();
        _producer.InitTransactions(StreamLiftCommand.Patience);
        _producer.BeginTransaction();
        _producer.SendOffsetsToTransaction(
            Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, 0)),
            outsider.ConsumerGroupMetadata,
            StreamLiftCommand.Patience
        );
    }

    public void Dispose()
    {
        _producer.AbortTransaction(StreamLiftCommand.Patience);
        _producer.Dispose();
    }
}
