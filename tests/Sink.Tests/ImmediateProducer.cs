using Confluent.Kafka;
using StreamLift.Sink.Client;

namespace StreamLift.Sink.Tests;

/// <summary>A producer whose broker has every record at once, and which allocates nothing itself: what is counted beside it is the sink's own.</summary>
internal sealed class ImmediateProducer : IRecordProducer
{
    public long Records { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Records that were sent to a given partition, and are reported when the test says so.</summary>
    public List<(TopicPartition Target, Message<byte[]?, byte[]?> Message, ReportReceiver Receiver)> Held { get; } = [];

    public ErrorCode Produce(string topic, in RecordParts record, ReportReceiver receiver)
    {
        if (record.Partition >= 0)
        {
            Held.Add((new TopicPartition(topic, record.Partition), Copy(record), receiver));
            return ErrorCode.NoError;
        }

        Records++;
        Bytes += record.Value.Length;
        receiver.Report(null, 1);
        return ErrorCode.NoError;
    }

    /// <summary>Reports the record that has been held longest.</summary>
    public void Report(ErrorCode code = ErrorCode.NoError)
    {
        var (_, _, receiver) = Held[0];
        Held.RemoveAt(0);
        receiver.Report(code == ErrorCode.NoError ? null : new Error(code), 1);
    }

    private static Message<byte[]?, byte[]?> Copy(in RecordParts record) =>
        new()
        {
            Key = record.HasKey ? record.Key.ToArray() : null,
            Value = record.HasValue ? record.Value.ToArray() : null,
            Headers = record.Headers,
        };
}
