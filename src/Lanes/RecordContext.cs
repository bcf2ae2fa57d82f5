using StreamLift.Wire;

namespace StreamLift.Lanes;

/// <summary>What a decoder is told of a record besides its value. Valid during the call only: key and headers lie in the Kafka client's memory.</summary>
/// <param name="encoding">As the record's content-type header says, or the default.</param>
public readonly ref struct RecordContext(InputEncoding encoding)
{
    /// <summary>
    /// As the record's content-type header says, or else the default. With the default <see cref="InputEncoding.Auto"/> the content decides, whichever of JSON
    /// and Protobuf the header says.
    /// </summary>
    public InputEncoding Encoding { get; } = encoding;

    /// <summary>The record's key; empty when it has none.</summary>
    public ReadOnlySpan<byte> Key { get; init; }

    /// <summary>Whether the record has a key, which may be empty.</summary>
    public bool HasKey { get; init; }

    /// <summary>The record's headers; null for none.</summary>
    public IRecordHeaders? Headers { get; init; }

    /// <summary>The last header of a name.</summary>
    /// <param name="name">The header's key, exactly.</param>
    /// <param name="value">The header's value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetHeader(string name, out ReadOnlySpan<byte> value)
    {
        value = default;
        return Headers is { } headers && headers.TryGetLast(name, out value);
    }
}

/// <summary>Where a record comes from, for frames that have no number or no time of their own.</summary>
/// <param name="Offset">The record's offset in its partition.</param>
/// <param name="TimestampMs">The record's timestamp, Unix milliseconds; null when the topic has none.</param>
public readonly record struct RecordOrigin(long Offset, long? TimestampMs);
