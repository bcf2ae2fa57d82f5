using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads a value as the type that its field must have, with an error that names the field; or skips a value of any type.</summary>
internal static class JsonValues
{
    /// <summary>
    /// The deepest nesting, counting the frame's object and the list around it; also System.Text.Json's default. Each level takes a bit of one word.
    /// </summary>
    public const int MaxDepth = 64;

    /// <summary>Reads a <c>null</c> if it is the next token.</summary>
    public static bool TryNull(this scoped ref JsonScanner json) => json.Peek() == 'n' && json.TryReadLiteral("null"u8);

    public static bool TryBoolean(this scoped ref JsonScanner json, string field, out bool value)
    {
        value = json.Peek() == 't';
        return value ? json.TryReadLiteral("true"u8)
            : json.Peek() == 'f' ? json.TryReadLiteral("false"u8)
            : json.Mismatch(field, "true or false");
    }

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
        var first = json.Peek();
        if (!StartsNumber(first) || (first == '-' && json.WordLength() > 0))
            return json.Mismatch(field, "an integer");
        if (!json.TryReadNumber(out var number, out var text))
            return false;
        return number.TryToInt64(out value) || number.TryToExactInt64(out value) || json.NoInteger(field, text);
    }

    /// <summary>Reads an integer that was written as a text, <c>"7"</c>.</summary>
    public static bool TryIntegerText(this scoped ref JsonScanner json, string field, out long value)
    {
        value = 0;
        if (!json.TryText(field, out var text))
            return false;
        var end = 0;
        return JsonNumber.TryRead(text, ref end, out var number) && end == text.Length && (number.TryToInt64(out value) || number.TryToExactInt64(out value))
            || json.NoInteger(field, text);
    }

    public static bool TryFloat(this scoped ref JsonScanner json, string field, out float value)
    {
        value = 0;
        var first = json.Peek();
        if (first is (byte)'N' or (byte)'I' or (byte)'-' && json.WordLength() is var length and > 0)
            return json.Fail(Rejection.NonFinite, $"{json.Where(field)} is {Encoding.UTF8.GetString(json.Rest[..length])}");
        if (!StartsNumber(first))
            return json.Mismatch(field, "a number");
        if (!json.TryReadNumber(out var number, out var text))
            return false;
        value = number.ToSingle(text);
        return float.IsFinite(value) || json.Fail(Rejection.NonFinite, $"{json.Where(field)} is {QuotedExcerpt.Of(text)}: too large for a 32-bit float");
    }

    /// <summary>Reads a finite number with the precision of a double, such as a time in milliseconds.</summary>
    public static bool TryDouble(this scoped ref JsonScanner json, string field, out double value)
    {
        value = 0;
        if (!StartsNumber(json.Peek()) || json.WordLength() > 0)
            return json.Mismatch(field, "a number");
        if (!json.TryReadNumber(out _, out var text))
            return false;
        value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) || json.Fail(Rejection.NonFinite, $"{json.Where(field)} is {QuotedExcerpt.Of(text)}: too large for a 64-bit float");
    }

    /// <summary>Reads a list of numbers, which is most of a message.</summary>
    /// <param name="json">The scanner, before the list.</param>
    /// <param name="field">The name of the field, for errors.</param>
    /// <param name="into">Receives the numbers; NaN for a <c>null</c>.</param>
    public static bool TryNumbers(this scoped ref JsonScanner json, string field, FloatArena into) =>
        json.TryOpenList(field) && json.TryNumberItems(field, into, words: false);

    /// <summary>Reads the numbers of a list whose bracket was read.</summary>
    /// <param name="json">The scanner, behind the bracket.</param>
    /// <param name="field">The name of the field, for errors.</param>
    /// <param name="into">Receives the numbers; NaN for a <c>null</c>.</param>
    /// <param name="words">Whether <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> are read too, as NaN.</param>
    public static bool TryNumberItems(this scoped ref JsonScanner json, string field, FloatArena into, bool words)
    {
        var first = into.Length;
        while (json.NextItem())
        {
            var room = into.Reserve(64);
            json.Peek(); // skips white space
            var run = JsonNumberRun.Read(json.Rest, room, out var used);
            json.Skip(used);
            if (run == 0)
            {
                json.Item = into.Length - first;
                room[run++] = float.NaN;
                if (!json.TryNull() && !(words && json.TryNonFiniteWord()) && !json.TryFloat(field, out room[0]))
                    return false;
                json.Item = -1;
            }
            into.Advance(run);
        }
        return !json.Failed;
    }

    /// <summary>Skips a value of any type and checks that it is JSON. It does not recurse: nesting takes no stack.</summary>
    /// <param name="json">The scanner, before the value.</param>
    /// <param name="depth">The number of objects and lists open around the value, including the frame's object.</param>
    public static bool TrySkip(this scoped ref JsonScanner json, int depth)
    {
        ulong objects = 0; // one bit for each open bracket, the innermost lowest: 1 for an object, 0 for a list
        var open = 0;
        while (true)
        {
            var isObject = json.Peek() == '{';
            if (isObject || json.Peek() == '[')
            {
                if (json.Outer + depth + open++ == MaxDepth)
                    return json.Malformed($"no nesting deeper than {MaxDepth}");
                objects = (objects << 1) | (isObject ? 1UL : 0);
                json.TryOpen(json.Peek());
            }
            else if (!TrySkipSimple(ref json))
                return false;

            // After a value or an opening bracket: go to the next value and close the objects and lists that end here.
            while (open > 0 && !((objects & 1) != 0 ? json.NextMember() : json.NextItem()))
            {
                if (json.Failed)
                    return false;
                open--;
                objects >>= 1;
            }
            if (open == 0)
                return true;
        }
    }

    /// <summary>
    /// Reads <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c> if it is next. JSON has no such words, but many writers have them for numbers that are not finite,
    /// Python's among them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNonFiniteWord(this scoped ref JsonScanner json) => json.Peek() is (byte)'N' or (byte)'I' or (byte)'-' && json.TrySkipWord();

    /// <summary>Fails because the value has another type, or is not JSON.</summary>
    public static bool Mismatch(this scoped ref JsonScanner json, string field, string expected)
    {
        var first = json.Peek();
        var kind = first switch
        {
            (byte)'"' => "text",
            (byte)'{' => "an object",
            (byte)'[' => "a list",
            (byte)'t' when json.Rest.StartsWith("true"u8) => "true",
            (byte)'f' when json.Rest.StartsWith("false"u8) => "false",
            (byte)'n' when json.Rest.StartsWith("null"u8) => "null",
            _ when json.WordLength() is var length and > 0 => Encoding.UTF8.GetString(json.Rest[..length]),
            _ => StartsNumber(first) ? "a number" : null,
        };
        return kind == null ? json.Malformed("a value") : json.Fail(Rejection.InvalidField, $"{json.Where(field)} is {kind}; {expected} was expected");
    }

    private static bool TrySkipSimple(scoped ref JsonScanner json) =>
        json.Peek() switch
        {
            (byte)'"' => json.TryReadText(out _),
            (byte)'t' => json.TryReadLiteral("true"u8),
            (byte)'f' => json.TryReadLiteral("false"u8),
            (byte)'n' => json.TryReadLiteral("null"u8),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => json.TryNonFiniteWord() || json.TryReadNumber(out _, out _),
            _ => json.TryNonFiniteWord() || json.Malformed("a value"),
        };

    private static bool NoInteger(this scoped ref JsonScanner json, string field, ReadOnlySpan<byte> text) =>
        json.Fail(Rejection.InvalidField, $"{json.Where(field)} is {QuotedExcerpt.Of(text)}; an integer of 64 bits was expected");

    private static bool TrySkipWord(this scoped ref JsonScanner json)
    {
        var length = json.WordLength();
        json.Skip(length);
        return length > 0;
    }

    // The length of the word for a number that is not finite; 0 when none is next.
    private static int WordLength(this scoped ref JsonScanner json)
    {
        json.Peek(); // skips white space
        if (json.Rest.StartsWith("NaN"u8))
            return 3;
        return json.Rest.StartsWith("Infinity"u8) ? 8
            : json.Rest.StartsWith("-Infinity"u8) ? 9
            : 0;
    }

    private static bool StartsNumber(byte first) => first is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
}
