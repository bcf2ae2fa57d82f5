using Confluent.Kafka;

namespace StreamLift.Sink.Tests;

/// <summary>A producer whose broker has every record at once, and which allocates nothing itself: what is counted beside it is the sink's own.</summary>
internal sealed class ImmediateProducer : IProducer<byte[]?, byte[]?>
{
    private readonly DeliveryReport<byte[]?, byte[]?> _report = new() { Error = new Error(ErrorCode.NoError) };

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    public Handle Handle => throw new NotSupportedException();

    public string Name => nameof(ImmediateProducer);

    public void Produce(string topic, Message<byte[]?, byte[]?> message, Action<DeliveryReport<byte[]?, byte[]?>>? deliveryHandler = null)
    {
        Records++;
        Bytes += message.Value!.Length;
        deliveryHandler!(_report);
    }

    /// <summary>Records that were sent to a given partition, and are reported when the test says so.</summary>
    public List<(TopicPartition Target, Message<byte[]?, byte[]?> Message, Action<DeliveryReport<byte[]?, byte[]?>> Handler)> Held { get; } = [];

    public void Produce(TopicPartition topicPartition, Message<byte[]?, byte[]?> message, Action<DeliveryReport<byte[]?, byte[]?>>? deliveryHandler = null) =>
        Held.Add(
            (
                topicPartition,
                new Message<byte[]?, byte[]?>
                {
                    Key = message.Key,
                    Value = message.Value,
                    Headers = message.Headers,
                },
                deliveryHandler!
            )
        );

    /// <summary>Reports the record that has been held longest.</summary>
    public void Report(ErrorCode code = ErrorCode.NoError)
    {
        var (_, _, handler) = Held[0];
        Held.RemoveAt(0);
        handler(new DeliveryReport<byte[]?, byte[]?> { Error = new Error(code) });
    }

    public Task<DeliveryResult<byte[]?, byte[]?>> ProduceAsync(
        string topic,
        Message<byte[]?, byte[]?> message,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<DeliveryResult<byte[]?, byte[]?>> ProduceAsync(
        TopicPartition topicPartition,
        Message<byte[]?, byte[]?> message,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public int Poll(TimeSpan timeout) => throw new NotSupportedException();

    public int Flush(TimeSpan timeout) => throw new NotSupportedException();

    public void Flush(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void InitTransactions(TimeSpan timeout) => throw new NotSupportedException();

    public void BeginTransaction() => throw new NotSupportedException();

    public void CommitTransaction(TimeSpan timeout) => throw new NotSupportedException();

    public void CommitTransaction() => throw new NotSupportedException();

    public void AbortTransaction(TimeSpan timeout) => throw new NotSupportedException();

    public void AbortTransaction() => throw new NotSupportedException();

    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout) =>
        throw new NotSupportedException();

    public int AddBrokers(string brokers) => throw new NotSupportedException();

    public void SetSaslCredentials(string username, string password) => throw new NotSupportedException();

    public void Dispose() { }
}
