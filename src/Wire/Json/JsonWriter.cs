using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Writes JSON's strings, numbers and lists of numbers.</summary>
internal static class JsonWriter
{
    /// <summary>More bytes than any number needs. The caller of each Write method reserves as many.</summary>
    public const int MaxNumberLength = 24;

    /// <summary>The largest count of hundredths that has 8 digits, which fit one 64-bit word.</summary>
    public const double MaxHundredths = 99_999_999;

    // Every whole number up to here is a double.
    private const double MaxWhole = 1L << 53;

    public static void AppendText(this WireBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        var room = buffer.Room(JsonText.MaxEscapedLength(utf8.Length) + 2);
        room[0] = (byte)'"';
        var written = JsonText.Escape(utf8, room[1..]);
        room[written + 1] = (byte)'"';
        buffer.Advance(written + 2);
    }

    public static void AppendInteger(this WireBuffer buffer, long number)
    {
        Utf8Formatter.TryFormat(number, buffer.Room(MaxNumberLength), out var written);
        buffer.Advance(written);
    }

    public static void AppendShortest(this WireBuffer buffer, float number) => buffer.Advance(WriteShortest(number, buffer.Room(MaxNumberLength)));

    /// <summary>Appends a member whose value is a list of finite numbers with two decimals.</summary>
    /// <param name="buffer">Takes the member.</param>
    /// <param name="name">The name up to the opening bracket: <c>,"joints":[</c>.</param>
    /// <param name="numbers">The numbers.</param>
    public static void AppendList(this WireBuffer buffer, ReadOnlySpan<byte> name, ReadOnlySpan<float> numbers)
    {
        buffer.Append(name);
        buffer.AppendHundredths(numbers);
        buffer.Append((byte)']');
    }

    /// <summary>Appends a finite time in the fewest digits that give the same number; a whole one as an integer.</summary>
    public static void AppendTime(this WireBuffer buffer, double milliseconds)
    {
        if (Math.Abs(milliseconds) < MaxWhole && milliseconds == Math.Floor(milliseconds))
        {
            buffer.AppendInteger((long)milliseconds);
            return;
        }

        Utf8Formatter.TryFormat(milliseconds, buffer.Room(MaxNumberLength), out var written);
        buffer.Advance(written);
    }

    /// <summary>Appends finite numbers with two decimals, separated by commas.</summary>
    public static void AppendHundredths(this WireBuffer buffer, ReadOnlySpan<float> numbers)
    {
        var room = buffer.Room((numbers.Length + 1) * MaxNumberLength);
        var at = 0;
        while (JsonHundredths.IsSupported && numbers.Length >= JsonHundredths.Count)
        {
            var written = JsonHundredths.Write(numbers, room[at..]);
            if (written == 0)
                break;
            at += written;
            numbers = numbers[JsonHundredths.Count..];
        }
        foreach (var number in numbers)
        {
            at += WriteHundredths(number, room[at..]);
            room[at++] = (byte)',';
        }
        buffer.Advance(Math.Max(at - 1, 0));
    }

    /// <summary>
    /// Writes a finite number rounded to two decimals, halves away from zero; a number of a million or more in the fewest digits that give the
    /// same float.
    /// </summary>
    /// <returns>The number of bytes written.</returns>
    public static int WriteHundredths(float number, Span<byte> to)
    {
        // Exact: a float times 100 has at most 31 significant bits, so adding the half does not round either.
        var size = Math.Abs((double)number) * 100 + 0.5;
        if (!(size < MaxHundredths))
            return WriteShortest(number, to);
        var hundredths = (uint)size;
        // The sign is always written, and kept only when the rest is not 0.00.
        to[0] = (byte)'-';
        var sign = number < 0 && hundredths != 0 ? 1 : 0;
        var digits = EightDecimals(hundredths);
        var leading = Math.Min(BitOperations.TrailingZeroCount(digits) / 8, 5); // one digit stays before the point
        digits |= 0x3030303030303030;
        to = to[sign..];
        BinaryPrimitives.WriteUInt64LittleEndian(to, digits >> (8 * leading));
        to[6 - leading] = (byte)'.';
        BinaryPrimitives.WriteUInt16LittleEndian(to[(7 - leading)..], (ushort)(digits >> 48));
        return sign + 9 - leading;
    }

    /// <summary>
    /// Writes a finite number in the fewest digits that give the same float. Numbers from 0 to 1 of up to four decimals, like most scores, take a fast path.
    /// </summary>
    /// <returns>The number of bytes written.</returns>
    public static int WriteShortest(float number, Span<byte> to)
    {
        var scaled = (uint)(number * 10_000.0 + 0.5);
        if (number is >= 0 and <= 1 && (float)(scaled / 10_000.0) == number)
            return WriteFraction(scaled, to);
        Utf8Formatter.TryFormat(number, to, out var written);
        return written;
    }

    private static int WriteFraction(uint tenThousandths, Span<byte> to)
    {
        // 12345678 → '5' '.' '6' '7' '8' without trailing zeros.
        var digits = EightDecimals(tenThousandths);
        to[0] = (byte)('0' + (byte)(digits >> 24));
        to[1] = (byte)'.';
        var decimals = (uint)(digits >> 32);
        BinaryPrimitives.WriteUInt32LittleEndian(to[2..], decimals | 0x30303030);
        return decimals == 0 ? 1 : 6 - (BitOperations.LeadingZeroCount(decimals) / 8);
    }

    // The decimal digits of a number below 10^8, one byte each, the first in the lowest byte: split into halves, then quarters, then all eight.
    private static ulong EightDecimals(uint number)
    {
        var upper = number / 10_000;
        var fours = upper | ((ulong)(number - upper * 10_000) << 32);
        var hundreds = ((fours * 10_486) >> 20) & 0x0000007f_0000007f;
        var twos = hundreds | ((fours - hundreds * 100) << 16);
        var tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
        return tens | ((twos - tens * 10) << 8);
    }
}
