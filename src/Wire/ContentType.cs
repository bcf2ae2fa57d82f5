using System.Text;

namespace StreamLift.Wire;

/// <summary>The record header that names a message's encoding.</summary>
public static class ContentType
{
    /// <summary>The header's key.</summary>
    public const string Header = "content-type";

    /// <summary>The header's value for an encoding, in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8(WireEncoding encoding) => encoding == WireEncoding.Protobuf ? "application/x-protobuf"u8 : "application/json"u8;

    /// <summary>Reads a header's value. Case and parameters (<c>; charset=utf-8</c>) don't matter; <c>application/protobuf</c> is understood too.</summary>
    /// <returns>Whether the value names an encoding that is spoken here.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out WireEncoding encoding)
    {
        int parameters = value.IndexOf((byte)';');
        var type = (parameters < 0 ? value : value[..parameters]).Trim(" \t"u8);
        bool json = Ascii.EqualsIgnoreCase(type, "application/json"u8);
        encoding = json ? WireEncoding.Json : WireEncoding.Protobuf;
        return json || Ascii.EqualsIgnoreCase(type, "application/x-protobuf"u8) || Ascii.EqualsIgnoreCase(type, "application/protobuf"u8);
    }
}

/// <summary>How a message's bytes are written. The same fields and the same rules hold in both.</summary>
public enum WireEncoding : byte
{
    /// <summary>UTF-8 JSON, <c>application/json</c>.</summary>
    Json,

    /// <summary>The messages of <c>poses.proto</c>, <c>application/x-protobuf</c>.</summary>
    Protobuf,
}
