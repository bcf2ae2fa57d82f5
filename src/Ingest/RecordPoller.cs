using Confluent.Kafka;
using StreamLift.Ingest.Group;

namespace StreamLift.Ingest;

/// <summary>
/// Polls a consumer as a lane does, by librdkafka's own calls, and drops the records: what the Kafka client costs a reader is measured with it. One thread.
/// </summary>
/// <param name="consumer">A consumer of Confluent.Kafka that has its partitions. It stays the caller's, and is disposed of after this.</param>
public sealed class RecordPoller(IClient consumer) : IDisposable
{
    private readonly NativePoll _poll = new(consumer, new Dropping(), needsTopicNames: false);

    /// <summary>The next record or end of a partition.</summary>
    /// <param name="milliseconds">How long to wait for it.</param>
    /// <returns>True: a record; false: the end of a partition; null: none within that time.</returns>
    /// <exception cref="ConsumeException">The client reports an error.</exception>
    public bool? Poll(int milliseconds) => _poll.Poll(milliseconds) is { } record ? !record.IsPartitionEnd : null;

    /// <inheritdoc/>
    public void Dispose() => _poll.Dispose();

    private sealed class Dropping : IDeserializer<ConfluentPartitionClient.Consumed>
    {
        public ConfluentPartitionClient.Consumed Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => default;
    }
}
