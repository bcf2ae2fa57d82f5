using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Ingest.Records;

/// <summary>Decodes records that were read outside of a lane, as a lane would. One thread.</summary>
/// <param name="decoder">The stage's decoder.</param>
/// <param name="defaultEncoding">The encoding of a record without a content-type header.</param>
public sealed class RecordReader(IRecordDecoder decoder, InputEncoding defaultEncoding)
{
    private readonly RecordDeserializer _deserializer = new(decoder, defaultEncoding);

    /// <summary>Decodes a record and adds it to a batch: a good one's content, a rejected one with the reason.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="record">The record, with its headers and timestamp.</param>
    public void AddTo(RecordBatch batch, ConsumeResult<byte[]?, byte[]?> record)
    {
        var (message, time) = (record.Message, record.Message.Timestamp);
        Take(message.Key, MessageComponentType.Key);
        Take(message.Value, MessageComponentType.Value);
        var origin = new RecordOrigin(record.Offset.Value, RecordTime.Of(time.Type, time.UnixTimestampMs));
        _deserializer.AddTo(batch, new AssignedPartition(record.Topic, record.Partition.Value, 0), origin, message.Headers, 0);

        void Take(byte[]? bytes, MessageComponentType component) =>
            _deserializer.Deserialize(bytes, bytes is null, new SerializationContext(component, record.Topic, message.Headers));
    }
}
