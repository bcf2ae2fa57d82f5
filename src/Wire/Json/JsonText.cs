using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace StreamLift.Wire.Json;

/// <summary>Escapes and unescapes the content of JSON strings.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(control => (byte)control),
        (byte)'"',
        (byte)'\\',
    ]);

    /// <summary>The index of the first quote, backslash or control character; -1 when there is none.</summary>
    public static int IndexOfSpecial(ReadOnlySpan<byte> text) => text.IndexOfAny(Special);

    /// <summary>The length of the escape at the start of <paramref name="text"/>, 2 or 6; 0 when it is not a valid escape.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
            return 0;
        if (text[1] != 'u')
            return "\"\\/bfnrt"u8.Contains(text[1]) ? 2 : 0;
        return text.Length >= 6 && TryHex(text[2..6], out _) ? 6 : 0;
    }

    /// <summary>Writes a string without its escapes, which must be valid. The result is never longer.</summary>
    /// <returns>False when an escape is half of a surrogate pair, which has no UTF-8.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> text, Span<byte> to, out int written)
    {
        written = 0;
        while (true)
        {
            var escape = text.IndexOf((byte)'\\');
            var plain = escape < 0 ? text : text[..escape];
            plain.CopyTo(to[written..]);
            written += plain.Length;
            if (escape < 0)
                return true;
            text = text[escape..];
            if (!TryRune(ref text, out var rune))
                return false;
            written += rune.EncodeToUtf8(to[written..]);
        }
    }

    /// <summary>The greatest length of <paramref name="length"/> bytes after escaping.</summary>
    public static int MaxEscapedLength(int length) => 6 * length;

    /// <summary>Writes UTF-8 with JSON's escapes. Invalid UTF-8 becomes U+FFFD.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="to">At least <see cref="MaxEscapedLength"/> bytes.</param>
    public static int Escape(ReadOnlySpan<byte> utf8, Span<byte> to)
    {
        if (IndexOfSpecial(utf8) < 0 && System.Text.Unicode.Utf8.IsValid(utf8))
        {
            utf8.CopyTo(to);
            return utf8.Length;
        }
        var written = 0;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            utf8 = utf8[length..];
            if (rune.Value < 0x20)
            {
                "\\u00"u8.CopyTo(to[written..]);
                Utf8Formatter.TryFormat((byte)rune.Value, to[(written + 4)..], out _, new StandardFormat('x', 2));
                written += 6;
                continue;
            }
            if (rune.Value is '"' or '\\')
                to[written++] = (byte)'\\';
            written += rune.EncodeToUtf8(to[written..]);
        }
        return written;
    }

    private static bool TryRune(ref ReadOnlySpan<byte> text, out Rune rune)
    {
        if (text[1] != 'u')
        {
            var place = "bfnrt"u8.IndexOf(text[1]);
            rune = new Rune(place < 0 ? (char)text[1] : "\b\f\n\r\t"[place]);
            text = text[2..];
            return true;
        }
        TryHex(text[2..6], out var unit);
        text = text[6..];
        if (Rune.TryCreate(unit, out rune))
            return true;
        if (!char.IsHighSurrogate(unit) || !text.StartsWith("\\u"u8))
            return false;
        TryHex(text[2..6], out var low);
        text = text[6..];
        return Rune.TryCreate(unit, low, out rune);
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out char unit)
    {
        var hex = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        unit = (char)value;
        return hex;
    }
}
