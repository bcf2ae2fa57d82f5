using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using StreamLift.Ingest.Records;
using StreamLift.NativeKafka;

namespace StreamLift.Ingest.Group;

/// <summary>
/// Polls a consumer of Confluent.Kafka by librdkafka's own call, which does the same as the client's, callbacks included; the client's own way costs half a
/// kilobyte of objects a record. Poll thread only.
/// </summary>
/// <param name="client">The consumer.</param>
/// <param name="records">Takes keys and values.</param>
/// <param name="needsTopicNames">Whether records are of several topics.</param>
internal sealed unsafe class NativePoll(IClient client, IDeserializer<ConfluentPartitionClient.Consumed> records, bool needsTopicNames) : IDisposable
{
    private const int PartitionEnd = (int)ErrorCode.Local_PartitionEOF;

    private readonly ClientHandle _handle = new(client);
    private readonly RepeatedHeaders _headers = new();
    private byte[] _topicName = [];
    private string _topic = "";

    /// <summary>The next record or end of a partition; null: none within the timeout.</summary>
    /// <exception cref="ConsumeException">The client reports an error, or what takes the record has failed.</exception>
    public ConsumedRecord? Poll(int milliseconds)
    {
        var message = RdKafka.ConsumerPoll(_handle.Client, milliseconds);
        if (message is null)
            return null;
        try
        {
            return message->Error == 0 || message->Error == PartitionEnd ? Take(message) : throw new ConsumeException(Position(message), ErrorOf(message));
        }
        finally
        {
            RdKafka.MessageDestroy(message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private ConsumedRecord Take(KafkaMessage* message)
    {
        var topic = needsTopicNames ? TopicOf(message) : "";
        if (message->Error == PartitionEnd)
            return new ConsumedRecord(topic, message->Partition, message->Offset, true, null);
        var headers = _headers.Of(message);
        Deserialize(message, message->Key, message->KeyLength, MessageComponentType.Key, headers, ErrorCode.Local_KeyDeserialization);
        Deserialize(message, message->Value, message->ValueLength, MessageComponentType.Value, headers, ErrorCode.Local_ValueDeserialization);
        int kind;
        var timestamp = RdKafka.MessageTimestamp(message, &kind);
        return new ConsumedRecord(topic, message->Partition, message->Offset, false, headers) { TimestampMs = RecordTime.Of((TimestampType)kind, timestamp) };
    }

    private void Deserialize(KafkaMessage* message, byte* bytes, nuint length, MessageComponentType part, Headers? headers, ErrorCode fault)
    {
        try
        {
            records.Deserialize(new ReadOnlySpan<byte>(bytes, bytes is null ? 0 : (int)length), bytes is null, new SerializationContext(part, "", headers));
        }
        catch (Exception e)
        {
            throw new ConsumeException(Position(message), new Error(fault), e);
        }
    }

    // records come in runs of one topic
    private string TopicOf(KafkaMessage* message)
    {
        if (message->Topic == 0)
            return "";
        var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(RdKafka.TopicName(message->Topic));
        if (!name.SequenceEqual(_topicName))
            (_topicName, _topic) = (name.ToArray(), Encoding.UTF8.GetString(name));
        return _topic;
    }

    private ConsumeResult<byte[], byte[]> Position(KafkaMessage* message) =>
        new() { TopicPartitionOffset = new TopicPartitionOffset(TopicOf(message), message->Partition, message->Offset) };

    private Error ErrorOf(KafkaMessage* message)
    {
        var text = RdKafka.MessageErrorText(message);
        var reason = text is null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
        return RdKafka.ErrorOf(_handle.Client, (ErrorCode)message->Error, reason);
    }
}
