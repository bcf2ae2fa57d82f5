using System.Text;
using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Sink.Records;

/// <summary>
/// What an output record has besides its key and value: its headers and its size on the topic. The input's headers are passed on, and never modified. Sender
/// only.
/// </summary>
/// <param name="source">Whether a header names the input's topic, partition and offset.</param>
internal sealed class OutputEnvelope(bool source)
{
    /// <summary>The header that names the input's topic, partition and offset.</summary>
    public const string SourceHeader = "streamlift-source";

    // record batch, format 2: base offset to record count
    private const int BatchHeader = 61;

    private readonly byte[][] _contentTypes = [ContentType.Utf8(WireEncoding.Json).ToArray(), ContentType.Utf8(WireEncoding.Protobuf).ToArray()];
    private readonly Headers[] _plain =
    [
        new() { { ContentType.Header, ContentType.Utf8(WireEncoding.Json).ToArray() } },
        new() { { ContentType.Header, ContentType.Utf8(WireEncoding.Protobuf).ToArray() } },
    ];

    /// <summary>
    /// The headers of a record's output: the input's own, trace context among them, with the output's content-type, without those that describe the input.
    /// </summary>
    public Headers HeadersFor(in InputRecord record, WireEncoding encoding)
    {
        var input = record.Headers as Headers;
        if (input is null or { Count: 0 } && !source)
            return _plain[(int)encoding];
        var contentType = _contentTypes[(int)encoding];
        var isTyped = input is not null && input.TryGetLastBytes(ContentType.Header, out var value) && contentType.AsSpan().SequenceEqual(value);
        if (isTyped && !source && !InputHeaders.AnyIn(input!))
            return input!; // nothing differs
        var headers = new Headers();
        for (var i = 0; i < (input?.Count ?? 0); i++)
            if ((isTyped || input![i].Key != ContentType.Header) && (!source || input![i].Key != SourceHeader) && !InputHeaders.Is(input![i].Key))
                headers.Add(input![i].Key, input[i].GetValueBytes());
        if (!isTyped)
            headers.Add(ContentType.Header, contentType);
        if (source)
            headers.Add(SourceHeader, Encoding.UTF8.GetBytes($"{record.Partition.Topic}/{record.Partition.Number}/{record.Offset}"));
        return headers;
    }

    /// <summary>How many bytes a record takes on a topic in a batch of its own, uncompressed: what the topic's limit is compared with.</summary>
    public static int SizeOf(Message<byte[]?, byte[]?> message) => SizeOf(message.Key?.Length ?? -1, message.Value?.Length ?? -1, message.Headers);

    /// <summary>The same by the lengths of its key and value; -1: there is none.</summary>
    public static int SizeOf(int keyLength, int valueLength, Headers? headers)
    {
        // attributes, and the first record's timestamp and offset deltas, which are 0: one byte each
        var length = 3 + Field(keyLength) + Field(valueLength) + VarInt(headers?.Count ?? 0);
        for (var i = 0; i < (headers?.Count ?? 0); i++)
        {
            var header = headers![i];
            length += Field(Encoding.UTF8.GetByteCount(header.Key)) + Field(header.GetValueBytes()?.Length ?? -1);
        }

        return BatchHeader + VarInt(length) + length;
    }

    // its length (-1: null) and its bytes
    private static int Field(int length) => VarInt(length) + Math.Max(length, 0);

    // zigzag, 7 bits a byte
    private static int VarInt(int number)
    {
        var zigzag = (uint)((number << 1) ^ (number >> 31));
        var bytes = 1;
        while ((zigzag >>= 7) != 0)
            bytes++;
        return bytes;
    }
}
