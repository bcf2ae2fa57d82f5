using Confluent.Kafka;
using StreamLift.Ingest.Group;
using StreamLift.Lanes;
using StreamLift.Wire;
using StreamLift.Wire.Envelopes;

namespace StreamLift.Ingest.Records;

/// <summary>
/// Takes a record inside librdkafka's own memory: the client calls it within Consume, on the poll thread, first with the key, then with the value. It holds the
/// last record until the next is read; <see cref="AddTo"/> puts it into a batch. It never throws: an exception here would lose the record.
/// </summary>
/// <param name="decoder">The stage's decoder.</param>
/// <param name="defaultEncoding">The encoding of a record without a content-type header.</param>
/// <param name="outputLimit">Bytes that the output topic takes: of a record whose output may exceed it, the value is kept for its dead letter.</param>
internal sealed class RecordDeserializer(IRecordDecoder decoder, InputEncoding defaultEncoding, int outputLimit = int.MaxValue)
    : IDeserializer<ConfluentPartitionClient.Consumed>
{
    private const int HeaderOverhead = 16;

    private readonly RecordHeaders _headers = new();
    private readonly RecordEnvelope _envelope = new(defaultEncoding);
    private Rejection _rejection;
    private string _detail = "";
    private WireEncoding _encoding;
    private byte[] _key = new byte[256];
    private int _keyLength; // -1: no key
    private byte[] _value = new byte[4096];
    private int _valueLength; // -1: not kept

    /// <inheritdoc/>
    public ConfluentPartitionClient.Consumed Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (context.Component == MessageComponentType.Key)
            Keep(data, isNull, ref _key, out _keyLength);
        else
            Decode(data, isNull, context.Headers);
        return default;
    }

    /// <summary>Adds the record taken last to a batch: a good one's content by the stage's decoder, a rejected one with its value.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="partition">The assignment under which it was read.</param>
    /// <param name="origin">Its offset and timestamp.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="now">The clock's timestamp.</param>
    public void AddTo(RecordBatch batch, AssignedPartition partition, in RecordOrigin origin, Headers? headers, long now)
    {
        ref var record = ref batch.Add(partition, origin.Offset, now);
        record.Headers = headers;
        record.Encoding = _encoding;
        if (_keyLength >= 0)
            record.Key = batch.Append(_key.AsSpan(0, _keyLength));
        if (_valueLength >= 0)
            record.Value = batch.Append(_value.AsSpan(0, _valueLength));
        if (_rejection == Rejection.None)
            decoder.AddTo(batch, origin);
        else
            (record.Rejection, record.Detail) = (_rejection, _detail);
    }

    private void Decode(ReadOnlySpan<byte> data, bool isNull, Headers? headers)
    {
        _encoding = defaultEncoding == InputEncoding.Protobuf ? WireEncoding.Protobuf : WireEncoding.Json;
        if (isNull)
        {
            (_rejection, _detail) = (Rejection.Tombstone, "the record has no value");
        }
        else if (_envelope.TryOpen(data, TypeOf(headers), SchemaOf(headers), out var message, out var encoding, out var error))
        {
            Decode(message, encoding, headers);
            if (_rejection != Rejection.None && _envelope.TryOpenUnsaid(message, out message, out encoding, out error))
                Decode(message, encoding, headers);
            else if (error.IsError)
                (_rejection, _detail) = (error.Reason, error.Detail);
        }
        else
        {
            (_rejection, _detail) = (error.Reason, error.Detail);
        }

        if (_rejection != Rejection.None || MayExceedOutputLimit(headers))
            Keep(data, isNull, ref _value, out _valueLength);
        else
            _valueLength = -1;
    }

    private void Decode(ReadOnlySpan<byte> message, InputEncoding encoding, Headers? headers)
    {
        var context = new RecordContext(encoding)
        {
            Key = _key.AsSpan(0, Math.Max(_keyLength, 0)),
            HasKey = _keyLength >= 0,
            Headers = _headers.Of(headers),
        };
        _rejection = decoder.Decode(context, message, out _detail);
        _encoding = decoder.Encoding;
    }

    private bool MayExceedOutputLimit(Headers? headers)
    {
        var size = Math.Max(_keyLength, 0) + decoder.MaxOutputBytes;
        for (var i = 0; i < (headers?.Count ?? 0); i++)
            size += headers![i].Key.Length + (headers[i].GetValueBytes()?.Length ?? 0) + HeaderOverhead;
        return size > outputLimit;
    }

    private static EnvelopeType TypeOf(Headers? headers) =>
        headers is { Count: > 0 } && headers.TryGetLastBytes(ContentType.Header, out var value) ? EnvelopeTypes.Of(value) : EnvelopeType.None;

    private static ReadOnlySpan<byte> SchemaOf(Headers? headers) =>
        headers is { Count: > 0 } && headers.TryGetLastBytes(SchemaPrefix.Header, out var value) ? value : default;

    private static void Keep(ReadOnlySpan<byte> data, bool isNull, ref byte[] into, out int length)
    {
        length = isNull ? -1 : data.Length;
        if (data.Length > into.Length)
            into = new byte[Math.Max(data.Length, into.Length * 2)];
        data.CopyTo(into);
    }
}
