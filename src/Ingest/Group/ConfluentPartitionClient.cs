using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Records;

namespace StreamLift.Ingest.Group;

/// <summary>The consumer of Confluent.Kafka.</summary>
internal sealed class ConfluentPartitionClient : IPartitionClient
{
    private readonly IConsumer<Consumed, Consumed> _consumer;
    private readonly NativePoll _poll;
    private readonly NativeOffsetStore _offsets;

    /// <param name="config">Its librdkafka properties.</param>
    /// <param name="deserializer">Takes keys and values.</param>
    /// <param name="events">Told of assignments and commits.</param>
    /// <param name="onError">Told of the client's errors, transient ones as well.</param>
    /// <param name="log">Where librdkafka's own log lines go.</param>
    public ConfluentPartitionClient(ConsumerConfig config, IDeserializer<Consumed> deserializer, IGroupEvents events, Action<Error> onError, ILogger log)
    {
        _consumer = new ConsumerBuilder<Consumed, Consumed>(config)
            .SetKeyDeserializer(deserializer)
            .SetValueDeserializer(deserializer)
            .SetPartitionsAssignedHandler((_, assigned) => events.OnAssigned(this, assigned))
            .SetPartitionsRevokedHandler((_, revoked) => events.OnRevoked(this, revoked))
            .SetPartitionsLostHandler((_, lost) => events.OnLost(this, lost))
            .SetOffsetsCommittedHandler((_, offsets) => events.OnCommitted(offsets))
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => log.Librdkafka(message))
            .Build();
        _poll = new NativePoll(_consumer, deserializer, config.Get("dotnet.consumer.consume.result.fields").Contains("topic", StringComparison.Ordinal));
        _offsets = new NativeOffsetStore(_consumer);
    }

    /// <inheritdoc/>
    public string MemberId => _consumer.MemberId;

    /// <inheritdoc/>
    public IConsumerGroupMetadata GroupMetadata => _consumer.ConsumerGroupMetadata;

    /// <inheritdoc/>
    public void Subscribe(IEnumerable<string> topics) => _consumer.Subscribe(topics);

    // The client rounds down to milliseconds: a fraction of one would be no wait at all, asked for again and again.
    /// <inheritdoc/>
    public ConsumedRecord? Poll(TimeSpan timeout) => _poll.Poll((int)Math.Ceiling(timeout.TotalMilliseconds)) ?? PollClient();

    // What a callback has thrown within a poll is thrown by the client's own call. It comes once there is no record, as after a failed assignment.
    private ConsumedRecord? PollClient() =>
        _consumer.Consume(TimeSpan.Zero) is { } result
            ? new ConsumedRecord(result.Topic, result.Partition.Value, result.Offset.Value, result.IsPartitionEOF, result.Message?.Headers)
            {
                TimestampMs = result.Message is { Timestamp: var time } ? RecordTime.Of(time.Type, time.UnixTimestampMs) : null,
            }
            : null;

    /// <inheritdoc/>
    public List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout) => _consumer.Committed(partitions, timeout);

    /// <inheritdoc/>
    public void Seek(TopicPartitionOffset target) => _consumer.Seek(target);

    /// <inheritdoc/>
    public void Pause(IEnumerable<TopicPartition> partitions) => _consumer.Pause(partitions);

    /// <inheritdoc/>
    public void Resume(IEnumerable<TopicPartition> partitions) => _consumer.Resume(partitions);

    /// <inheritdoc/>
    public void StoreOffset(string topic, int partition, long offset) => _offsets.Store(topic, partition, offset);

    /// <inheritdoc/>
    public void Commit() => _consumer.Commit();

    /// <inheritdoc/>
    public Offset HighWatermark(TopicPartition partition) => _consumer.GetWatermarkOffsets(partition).High;

    /// <inheritdoc/>
    public Offset QueryHighWatermark(TopicPartition partition, TimeSpan timeout) => _consumer.QueryWatermarkOffsets(partition, timeout).High;

    /// <inheritdoc/>
    public void Unsubscribe() => _consumer.Unsubscribe();

    /// <inheritdoc/>
    public void Close() => _consumer.Close();

    /// <inheritdoc/>
    public void Dispose()
    {
        _poll.Dispose();
        _offsets.Dispose();
        _consumer.Dispose();
    }

    /// <summary>The type of a key or value that was taken while it lay in the client's own memory: nothing is left to hold.</summary>
    internal readonly struct Consumed;
}
