using Confluent.Kafka;

namespace StreamLift.Ingest.Group;

/// <summary>
/// What the lane asks of a Kafka consumer: the border to the client library. One thread polls; the other members may be called from any thread.
/// Failures are the client's <see cref="KafkaException"/>s.
/// </summary>
internal interface IPartitionClient : IDisposable
{
    /// <summary>The member's id in its group; empty before it has joined.</summary>
    string MemberId { get; }

    /// <summary>The membership under which offsets may be committed, as it is now.</summary>
    IConsumerGroupMetadata GroupMetadata { get; }

    /// <summary>Joins the group for these topics and patterns.</summary>
    void Subscribe(IEnumerable<string> topics);

    /// <summary>The next record or end of a partition; null: none within the timeout. Calls the <see cref="IGroupEvents"/> meanwhile.</summary>
    /// <exception cref="ConsumeException">The client reports an error.</exception>
    ConsumedRecord? Poll(TimeSpan timeout);

    /// <summary>The committed offset of each partition, in order; <see cref="Offset.Unset"/> where there is none.</summary>
    List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout);

    /// <summary>Reads a partition on from another offset.</summary>
    void Seek(TopicPartitionOffset target);

    /// <summary>Fetches nothing of these partitions until they are resumed.</summary>
    void Pause(IEnumerable<TopicPartition> partitions);

    /// <summary>Ends a pause.</summary>
    void Resume(IEnumerable<TopicPartition> partitions);

    /// <summary>The client's next commit holds this offset. Any thread.</summary>
    /// <exception cref="KafkaException">The partition is not assigned.</exception>
    void StoreOffset(string topic, int partition, long offset);

    /// <summary>Commits what is stored, and waits for it.</summary>
    void Commit();

    /// <summary>The partition's high watermark as the last fetch said it; unset before.</summary>
    Offset HighWatermark(TopicPartition partition);

    /// <summary>The partition's high watermark, asked of the broker.</summary>
    Offset QueryHighWatermark(TopicPartition partition, TimeSpan timeout);

    /// <summary>Leaves the group without waiting.</summary>
    void Unsubscribe();

    /// <summary>Ends the membership and waits for it.</summary>
    void Close();
}

/// <summary>A record whose key and value the deserializer has already taken, or the end of a partition.</summary>
internal readonly record struct ConsumedRecord(string Topic, int Partition, long Offset, bool IsPartitionEnd, Headers? Headers)
{
    /// <summary>The record's timestamp, Unix milliseconds; null where it has none.</summary>
    public long? TimestampMs { get; init; }
}
