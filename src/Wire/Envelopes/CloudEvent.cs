using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using StreamLift.Wire.Json;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Envelopes;

/// <summary>
/// Takes the message out of a CloudEvent in JSON. One instance serves every record: only data in base64 is copied, to an array that is kept. Not thread-safe.
/// Source: CloudEvents 1.0, the Kafka binding and the JSON event format.
/// </summary>
internal sealed class CloudEvent
{
    private byte[] _data = [];

    /// <summary>Whether a value is a CloudEvent in JSON, or a list that begins with one, whatever its header says.</summary>
    /// <param name="value">The record's value.</param>
    /// <param name="isList">Whether it is a list: the batch mode.</param>
    public static bool IsOne(ReadOnlySpan<byte> value, out bool isList)
    {
        isList = false;
        if (!Utf8.IsValid(value))
            return false;
        var json = new JsonScanner(value);
        isList = json.TryOpen((byte)'[') && json.NextItem();
        if (!json.TryOpen((byte)'{'))
            return false;
        var (hasVersion, hasSource) = (false, false);
        while (!(hasVersion && hasSource) && json.NextMember())
        {
            hasVersion |= json.NameIs("specversion"u8);
            hasSource |= json.NameIs("source"u8);
            if (!json.TrySkip(depth: 2))
                return false;
        }
        return hasVersion && hasSource;
    }

    /// <summary>Finds the data of an event.</summary>
    /// <param name="value">The event.</param>
    /// <param name="data">The data; valid until the next call.</param>
    /// <param name="encoding">As the event's <c>datacontenttype</c> says; <see cref="InputEncoding.Auto"/> for base64 without one.</param>
    /// <param name="error">Why there is none.</param>
    public bool TryOpen(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> data, out InputEncoding encoding, out DecodeError error)
    {
        data = default;
        encoding = InputEncoding.Json;
        if (!Utf8.IsValid(value))
            return Fail("it is not UTF-8", out error);
        var json = new JsonScanner(value);
        Attributes attributes = default;
        if (!json.TryOpenObject("it"))
            return Fail(json.Error.Detail, out error);
        while (json.NextMember())
            if (!TryReadMember(ref json, value, ref attributes))
                return Fail(json.Error.Detail, out error);
        if (json.Failed || !json.TryEnd())
            return Fail(json.Error.Detail, out error);
        if (!attributes.Version.StartsWith("1."u8))
            return Fail(
                attributes.Version.IsEmpty ? "it has no specversion" : $"its specversion is {QuotedExcerpt.Of(attributes.Version)}; 1.0 was expected",
                out error
            );
        return TryData(attributes, out data, out encoding, out error);
    }

    private static bool TryReadMember(ref JsonScanner json, ReadOnlySpan<byte> value, ref Attributes into)
    {
        if (json.NameIs("specversion"u8))
            return json.TryText("specversion", out into.Version);
        if (json.NameIs("datacontenttype"u8))
            return json.TryNull() || json.TryText("datacontenttype", out into.Type);
        if (json.NameIs("data_base64"u8))
            return json.TryNull() || (into.HasBase64 = json.TryText("data_base64", out into.Base64));
        if (!json.NameIs("data"u8))
            return json.TrySkip(depth: 1);
        json.Peek();
        var start = json.Position;
        var isRead = json.TrySkip(depth: 1);
        into.Data = value[start..json.Position];
        return isRead;
    }

    private bool TryData(Attributes from, out ReadOnlySpan<byte> data, out InputEncoding encoding, out DecodeError error)
    {
        var isJson = EnvelopeTypes.IsJson(from.Type) || from.Type.IsEmpty;
        var isProtobuf = !isJson && ContentType.TryParse(from.Type, out _);
        data = from.Data;
        encoding =
            from.Type.IsEmpty && from.HasBase64 ? InputEncoding.Auto
            : isJson ? InputEncoding.Json
            : InputEncoding.Protobuf;
        if (!isJson && !isProtobuf)
        {
            error = new(Rejection.UnknownContentType, $"the CloudEvent's datacontenttype is {QuotedExcerpt.Of(from.Type)}, neither JSON nor Protobuf");
            return false;
        }
        if (from.HasBase64)
            return TryDecode(from.Base64, out data) ? Good(out error) : Fail("its data_base64 is not Base64", out error);
        if (data.IsEmpty || data.SequenceEqual("null"u8))
            return Fail("it has no data", out error);
        return isJson ? Good(out error) : Fail("its data is Protobuf, which belongs into data_base64", out error);
    }

    private bool TryDecode(ReadOnlySpan<byte> base64, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (_data.Length < base64.Length)
            _data = new byte[Math.Max(base64.Length, 2 * _data.Length)];
        if (
            !JsonText.TryUnescape(base64, _data, out var length)
            || Base64.DecodeFromUtf8InPlace(_data.AsSpan(0, length), out var written) != OperationStatus.Done
        )
            return false;
        data = _data.AsSpan(0, written);
        return true;
    }

    private static bool Good(out DecodeError error)
    {
        error = default;
        return true;
    }

    private static bool Fail(string detail, out DecodeError error)
    {
        error = new(Rejection.MalformedEnvelope, $"the CloudEvent can't be read: {detail}");
        return false;
    }

    private ref struct Attributes
    {
        public ReadOnlySpan<byte> Version;
        public ReadOnlySpan<byte> Type;
        public ReadOnlySpan<byte> Data;
        public ReadOnlySpan<byte> Base64;
        public bool HasBase64;
    }
}
