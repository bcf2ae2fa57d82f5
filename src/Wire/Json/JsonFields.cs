using System.Diagnostics.CodeAnalysis;
using System.Text;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads a field's value as the type it must have; says which field it was when it has another.</summary>
internal static class JsonFields
{
    /// <summary>Takes a <c>null</c> if it comes next.</summary>
    public static bool TryNull(this scoped ref JsonScanner json) => json.Peek() == 'n' && json.TryReadLiteral("null"u8);

    public static bool TryText(this scoped ref JsonScanner json, string field, out ReadOnlySpan<byte> text)
    {
        text = default;
        return json.Peek() == '"' ? json.TryReadText(out text) : json.Mismatch(field, "text");
    }

    public static bool TryOpenObject(this scoped ref JsonScanner json, string field) => json.TryOpen((byte)'{') || json.Mismatch(field, "an object");

    public static bool TryOpenList(this scoped ref JsonScanner json, string field) => json.TryOpen((byte)'[') || json.Mismatch(field, "a list");

    public static bool TryInteger(this scoped ref JsonScanner json, string field, out long value)
    {
        value = 0;
        if (!StartsNumber(json.Peek()))
            return json.Mismatch(field, "an integer");
        if (!json.TryReadNumber(out var number, out var text))
            return false;
        return number.TryToInt64(out value)
            || json.Fail(
                Rejection.InvalidField,
                $"{json.Where(field)} is {QuotedExcerpt.Of(text)}; an integer of 64 bits was expected, without fraction or exponent"
            );
    }

    public static bool TryFloat(this scoped ref JsonScanner json, string field, out float value)
    {
        value = 0;
        // What many writers make of a number that is not finite, though JSON has no word for it. Its name helps more than "malformed".
        if (json.Peek() is (byte)'N' or (byte)'I' or (byte)'-' && json.StartsAny(["NaN", "Infinity", "-Infinity"], out string? word))
            return json.Fail(Rejection.NonFinite, $"{json.Where(field)} is {word}");
        if (!StartsNumber(json.Peek()))
            return json.Mismatch(field, "a number");
        if (!json.TryReadNumber(out var number, out var text))
            return false;
        value = number.ToSingle(text);
        return float.IsFinite(value) || json.Fail(Rejection.NonFinite, $"{json.Where(field)} is {QuotedExcerpt.Of(text)}: too large for a 32-bit float");
    }

    /// <summary>Says that a value is of another type; that it is no JSON at all where that is so.</summary>
    public static bool Mismatch(this scoped ref JsonScanner json, string field, string expected)
    {
        byte first = json.Peek();
        string? kind = first switch
        {
            (byte)'"' => "text",
            (byte)'{' => "an object",
            (byte)'[' => "a list",
            (byte)'t' when json.Rest.StartsWith("true"u8) => "true",
            (byte)'f' when json.Rest.StartsWith("false"u8) => "false",
            (byte)'n' when json.Rest.StartsWith("null"u8) => "null",
            _ => StartsNumber(first) ? "a number" : null,
        };
        return kind == null ? json.Malformed("a value") : json.Fail(Rejection.InvalidField, $"{json.Where(field)} is {kind}; {expected} was expected");
    }

    private static bool StartsAny(this scoped ref readonly JsonScanner json, ReadOnlySpan<string> words, [NotNullWhen(true)] out string? found)
    {
        found = null;
        foreach (string word in words)
        {
            if (json.Rest.Length >= word.Length && Ascii.Equals(json.Rest[..word.Length], word))
                found = word;
        }
        return found != null;
    }

    private static bool StartsNumber(byte first) => first is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
}
