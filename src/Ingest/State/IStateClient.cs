using Confluent.Kafka;

namespace StreamLift.Ingest.State;

/// <summary>
/// What is asked of a Kafka consumer that reads partitions of the state topic, committed records only: the border to the client library. One thread. Failures
/// are the client's <see cref="KafkaException"/>s.
/// </summary>
internal interface IStateClient : IDisposable
{
    /// <summary>A partition's first offset, and its end with the records of open transactions.</summary>
    (long First, long End) Offsets(int partition);

    /// <summary>Begins to read a partition.</summary>
    void Begin(int partition, long offset);

    /// <summary>Reads a partition no further.</summary>
    void End(int partition);

    /// <summary>The next record, or the end of a partition: there is no further committed record at present. Null: neither within the timeout.</summary>
    /// <exception cref="ConsumeException">The client reports an error.</exception>
    StateTopicRecord? Poll(TimeSpan timeout);
}

/// <summary>A record of the state topic, or the end of a partition.</summary>
internal readonly record struct StateTopicRecord(int Partition, long Offset, Message<byte[]?, byte[]?>? Message)
{
    /// <summary>Whether it is the end of a partition: everything below <see cref="Offset"/> has been read.</summary>
    public bool IsPartitionEnd => Message is null;
}
