using System.Text;
using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Wire;

namespace StreamLift.Sink.Records;

/// <summary>The headers of a pose record: the input's own, trace context among them, with the output's content-type.</summary>
internal sealed class OutputHeaders(bool source)
{
    private readonly byte[][] _contentTypes = [ContentType.Utf8(WireEncoding.Json).ToArray(), ContentType.Utf8(WireEncoding.Protobuf).ToArray()];
    private readonly Headers[] _plain =
    [
        new() { { ContentType.Header, ContentType.Utf8(WireEncoding.Json).ToArray() } },
        new() { { ContentType.Header, ContentType.Utf8(WireEncoding.Protobuf).ToArray() } },
    ];

    /// <summary>The headers for a record; the input's own object where nothing has to change in it.</summary>
    public Headers For(in InputRecord arrival, WireEncoding encoding)
    {
        if (arrival.Headers is not Headers { Count: > 0 } own)
            return source ? WithSource(arrival, new Headers { { ContentType.Header, _contentTypes[(int)encoding] } }) : _plain[(int)encoding];
        if (!own.TryGetLastBytes(ContentType.Header, out var said) || !said.AsSpan().SequenceEqual(_contentTypes[(int)encoding]))
        {
            if (said is not null)
                own.Remove(ContentType.Header);
            own.Add(ContentType.Header, _contentTypes[(int)encoding]);
        }

        return source ? WithSource(arrival, own) : own;
    }

    private static Headers WithSource(in InputRecord arrival, Headers headers)
    {
        headers.Remove("streamlift-source"); // of an earlier service, whose output is this one's input
        headers.Add("streamlift-source", Encoding.UTF8.GetBytes($"{arrival.Partition.Topic}/{arrival.Partition.Partition}/{arrival.Offset}"));
        return headers;
    }
}
