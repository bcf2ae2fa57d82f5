using System.Text;

namespace StreamLift.Wire;

/// <summary>The record header that names a message's encoding.</summary>
public static class ContentType
{
    /// <summary>The header's key.</summary>
    public const string Header = "content-type";

    /// <summary>The header's value for an encoding, in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8(WireEncoding encoding) => encoding == WireEncoding.Protobuf ? "application/x-protobuf"u8 : "application/json"u8;

    /// <summary>
    /// Parses a header's value. Ignores case and parameters (<c>; charset=utf-8</c>) and accepts <c>text/json</c> and <c>application/protobuf</c> too.
    /// </summary>
    /// <param name="value">The header's value, UTF-8.</param>
    /// <param name="encoding">The encoding that it names.</param>
    /// <returns>Whether the value names a supported encoding.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out WireEncoding encoding)
    {
        var parameters = value.IndexOf((byte)';');
        var type = (parameters < 0 ? value : value[..parameters]).Trim(" \t"u8);
        var json = Ascii.EqualsIgnoreCase(type, "application/json"u8) || Ascii.EqualsIgnoreCase(type, "text/json"u8);
        encoding = json ? WireEncoding.Json : WireEncoding.Protobuf;
        return json || Ascii.EqualsIgnoreCase(type, "application/x-protobuf"u8) || Ascii.EqualsIgnoreCase(type, "application/protobuf"u8);
    }
}

/// <summary>The encoding of a message. Both encodings have the same fields and the same rules.</summary>
public enum WireEncoding : byte
{
    /// <summary>UTF-8 JSON, <c>application/json</c>.</summary>
    Json,

    /// <summary>The messages of <c>poses.proto</c>, <c>application/x-protobuf</c>.</summary>
    Protobuf,
}
