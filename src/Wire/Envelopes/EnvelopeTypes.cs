using System.Text;

namespace StreamLift.Wire.Envelopes;

/// <summary>Reads the header content-type.</summary>
internal static class EnvelopeTypes
{
    /// <summary>The type that a header's value names, in any case and with or without parameters.</summary>
    public static EnvelopeType Of(ReadOnlySpan<byte> value)
    {
        if (ContentType.TryParse(value, out var encoding))
            return encoding == WireEncoding.Json ? EnvelopeType.Json : EnvelopeType.Protobuf;
        var parameters = value.IndexOf((byte)';');
        var type = (parameters < 0 ? value : value[..parameters]).Trim(" \t"u8);
        const string Prefix = "application/cloudevents";
        if (type.Length < Prefix.Length || !Ascii.EqualsIgnoreCase(type[..Prefix.Length], Prefix))
            return EnvelopeType.Unknown;
        var rest = type[Prefix.Length..];
        if (rest.IsEmpty || Ascii.EqualsIgnoreCase(rest, "+json"u8))
            return EnvelopeType.CloudEvent;
        return rest.Length >= 6 && Ascii.EqualsIgnoreCase(rest[..6], "-batch"u8) ? EnvelopeType.CloudEventBatch : EnvelopeType.OtherCloudEvent;
    }

    /// <summary>Whether a type is JSON as CloudEvents' <c>datacontenttype</c> has it: the subtype <c>json</c>, or a name that ends with <c>+json</c>.</summary>
    public static bool IsJson(ReadOnlySpan<byte> value)
    {
        var parameters = value.IndexOf((byte)';');
        var type = (parameters < 0 ? value : value[..parameters]).Trim(" \t"u8);
        return type.Length >= 5 && type.Contains((byte)'/') && type[^5] is (byte)'/' or (byte)'+' && Ascii.EqualsIgnoreCase(type[^4..], "json"u8);
    }
}
