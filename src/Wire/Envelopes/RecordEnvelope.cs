namespace StreamLift.Wire.Envelopes;

/// <summary>
/// Takes a message out of what other tools put around it, before it is decoded: a schema registry's prefix, and CloudEvents of the structured content mode.
/// The binary mode has the message itself as its value. One instance serves every record. Not thread-safe.
/// </summary>
/// <param name="withoutHeader">The encoding of a record without a content-type header.</param>
internal sealed class RecordEnvelope(InputEncoding withoutHeader)
{
    private readonly CloudEvent _event = new();

    /// <summary>Opens the value of a record.</summary>
    /// <param name="value">The record's value.</param>
    /// <param name="type">What its content-type header says.</param>
    /// <param name="schema">Its header <see cref="SchemaPrefix.Header"/>; empty for none.</param>
    /// <param name="message">The message.</param>
    /// <param name="encoding">The message's encoding.</param>
    /// <param name="error">Why it can't be opened.</param>
    public bool TryOpen(
        ReadOnlySpan<byte> value,
        EnvelopeType type,
        ReadOnlySpan<byte> schema,
        out ReadOnlySpan<byte> message,
        out InputEncoding encoding,
        out DecodeError error
    )
    {
        message = value;
        encoding = EncodingOf(type);
        error = default;
        if (type <= EnvelopeType.Protobuf && schema.IsEmpty && !SchemaPrefix.IsBefore(value))
            return true;
        error = Refused(type);
        if (error.IsError || (!schema.IsEmpty && !SchemaPrefix.TryCheck(schema, out error)))
            return false;
        if (type == EnvelopeType.None && !schema.IsEmpty)
            encoding = ByContent(message);
        if (SchemaPrefix.IsBefore(message) && !TryRemovePrefix(ref message, type, ref encoding, out error))
            return false;
        return type != EnvelopeType.CloudEvent || TryOpenEvent(message, out message, out encoding, out error);
    }

    /// <summary>Opens a value that was rejected as the message itself, in case it is a CloudEvent whose header does not say so.</summary>
    /// <param name="value">The message, as it was rejected.</param>
    /// <param name="message">The message in it.</param>
    /// <param name="encoding">The message's encoding.</param>
    /// <param name="error">Why it can't be opened; no error where it is no CloudEvent.</param>
    public bool TryOpenUnsaid(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> message, out InputEncoding encoding, out DecodeError error)
    {
        message = value;
        encoding = withoutHeader;
        error = default;
        if (!CloudEvent.IsOne(value, out var isList))
            return false;
        error = isList ? Refused(EnvelopeType.CloudEventBatch) : default;
        return !isList && TryOpenEvent(value, out message, out encoding, out error);
    }

    private static DecodeError Refused(EnvelopeType type) =>
        type switch
        {
            EnvelopeType.Unknown => new(
                Rejection.UnknownContentType,
                $"header {ContentType.Header} is neither application/json nor application/x-protobuf, nor application/cloudevents+json"
            ),
            EnvelopeType.CloudEventBatch => new(
                Rejection.UnknownContentType,
                "a batch of CloudEvents, which CloudEvents' Kafka binding does not have: send each event as a record of its own"
            ),
            EnvelopeType.OtherCloudEvent => new(
                Rejection.UnknownContentType,
                $"header {ContentType.Header} names CloudEvents in a format that is not read; application/cloudevents+json is, and the binary content mode"
            ),
            _ => default,
        };

    // Other tools' records are JSON or Protobuf too: with auto, the header does not say whose they are.
    private InputEncoding EncodingOf(EnvelopeType type) =>
        type == EnvelopeType.None || withoutHeader == InputEncoding.Auto ? withoutHeader
        : type == EnvelopeType.Protobuf ? InputEncoding.Protobuf
        : InputEncoding.Json;

    // What follows a prefix is told by its content, unless the record's own header says it.
    private bool TryRemovePrefix(ref ReadOnlySpan<byte> message, EnvelopeType type, ref InputEncoding encoding, out DecodeError error)
    {
        var found = type == EnvelopeType.None ? InputEncoding.Auto : encoding;
        if (!SchemaPrefix.TryRemove(ref message, ref found, out error))
            return false;
        if (type == EnvelopeType.None)
            encoding = ByContent(message);
        return true;
    }

    private bool TryOpenEvent(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> message, out InputEncoding encoding, out DecodeError error)
    {
        if (!_event.TryOpen(value, out message, out encoding, out error))
            return false;
        if (SchemaPrefix.IsBefore(message) && !SchemaPrefix.TryRemove(ref message, ref encoding, out error))
            return false;
        if (withoutHeader == InputEncoding.Auto)
            encoding = InputEncoding.Auto;
        return true;
    }

    private InputEncoding ByContent(ReadOnlySpan<byte> message) =>
        withoutHeader == InputEncoding.Auto ? InputEncoding.Auto
        : EncodingDetector.Detect(message) == WireEncoding.Json ? InputEncoding.Json
        : InputEncoding.Protobuf;
}
