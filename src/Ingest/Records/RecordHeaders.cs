using Confluent.Kafka;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Records;

/// <summary>The Kafka client's headers as the stage's decoder sees them. One object serves every record: a record allocates none.</summary>
internal sealed class RecordHeaders : IRecordHeaders
{
    private Headers? _headers;

    /// <summary>The headers of the next record; null where it has none.</summary>
    public RecordHeaders? Of(Headers? headers)
    {
        _headers = headers;
        return headers is { Count: > 0 } ? this : null;
    }

    /// <inheritdoc/>
    public bool TryGetLast(string name, out ReadOnlySpan<byte> value)
    {
        byte[]? bytes = null;
        var isFound = _headers is not null && _headers.TryGetLastBytes(name, out bytes);
        value = bytes;
        return isFound;
    }
}
