using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Ingest.Records;

/// <summary>
/// Reads synthetic records into batches as a lane reads those of a topic, for the warm-up: the same code takes them, but no Kafka client, no lane and no
/// counter knows of them. One thread at a time.
/// </summary>
public sealed class WarmUpRecordReader
{
    private readonly RecordDeserializer _deserializer;
    private readonly AssignedPartition _partition = new("", 0, 0);
    private readonly TimeProvider _clock;
    private readonly Headers[] _headers =
    [
        .. new[] { WireEncoding.Json, WireEncoding.Protobuf }.Select(encoding => new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } }),
    ];
    private long _offset;

    /// <param name="stage">What the records are for; it is told of the partition that they are of.</param>
    /// <param name="encoding">The encoding of records without a content-type header.</param>
    /// <param name="clock">The clock.</param>
    public WarmUpRecordReader(IStage stage, InputEncoding encoding, TimeProvider clock)
    {
        (_deserializer, _clock) = (new RecordDeserializer(stage.Decoder, encoding), clock);
        stage.OnAssigned(_partition);
    }

    /// <summary>Adds the records to a batch.</summary>
    public void AddTo(RecordBatch batch, IEnumerable<WarmUpRecord> records)
    {
        foreach (var record in records)
        {
            var headers = _headers[(int)record.Encoding];
            _deserializer.Deserialize(record.Key, false, new SerializationContext(MessageComponentType.Key, "", headers));
            _deserializer.Deserialize(record.Value, false, new SerializationContext(MessageComponentType.Value, "", headers));
            var origin = new RecordOrigin(_offset++, _clock.GetUtcNow().ToUnixTimeMilliseconds());
            _deserializer.AddTo(batch, _partition, origin, headers, _clock.GetTimestamp());
        }
    }
}
