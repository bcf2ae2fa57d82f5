using System.Text;

namespace StreamLift.Wire.Reading;

/// <summary>Text from a message, made safe for one line of a log or a header: short, quoted, without control characters.</summary>
internal static class QuotedExcerpt
{
    private const int Longest = 60;

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The text in quotes, cut after about 60 characters.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var shown = new StringBuilder("\"");
        var rest = utf8;
        while (!rest.IsEmpty && shown.Length < Longest)
        {
            Rune.DecodeFromUtf8(rest, out var rune, out var length);
            shown.Append(
                Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune)
                    is System.Globalization.UnicodeCategory.LineSeparator
                        or System.Globalization.UnicodeCategory.ParagraphSeparator
                    ? Rune.ReplacementChar
                    : rune
            );
            rest = rest[length..];
        }
        return shown.Append(rest.IsEmpty ? "\"" : "…\"").ToString();
    }
}
