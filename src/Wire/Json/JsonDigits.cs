using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;

namespace StreamLift.Wire.Json;

/// <summary>Writes numbers as JSON does. The caller gives room for <see cref="Longest"/> bytes.</summary>
internal static class JsonDigits
{
    /// <summary>More than any number written here needs.</summary>
    public const int Longest = 24;

    // Up to here hundredths have at most 8 digits, which one 64-bit word holds.
    private const double EightDigits = 99_999_999;

    /// <summary>
    /// Writes a finite number rounded to two decimals, halves away from zero; one of a million or more in the fewest digits that give the
    /// same float.
    /// </summary>
    /// <returns>How many bytes were written.</returns>
    public static int WriteHundredths(float number, Span<byte> to)
    {
        // Exact: a float times 100 has at most 31 significant bits, and so the half is added without rounding too.
        double size = Math.Abs((double)number) * 100 + 0.5;
        if (!(size < EightDigits))
            return WriteShortest(number, to);
        uint hundredths = (uint)size;
        // The sign is always written and counts only where something other than 0.00 follows.
        to[0] = (byte)'-';
        int sign = number < 0 && hundredths != 0 ? 1 : 0;
        ulong digits = EightDecimals(hundredths);
        int leading = Math.Min(BitOperations.TrailingZeroCount(digits) / 8, 5); // one digit stays before the point
        digits |= 0x3030303030303030;
        to = to[sign..];
        BinaryPrimitives.WriteUInt64LittleEndian(to, digits >> (8 * leading));
        to[6 - leading] = (byte)'.';
        BinaryPrimitives.WriteUInt16LittleEndian(to[(7 - leading)..], (ushort)(digits >> 48));
        return sign + 9 - leading;
    }

    /// <summary>
    /// Writes a finite number in the fewest digits that give the same float again; those of at most four decimals, as most scores are, quickly.
    /// </summary>
    /// <returns>How many bytes were written.</returns>
    public static int WriteShortest(float number, Span<byte> to)
    {
        uint scaled = (uint)(number * 10_000.0 + 0.5);
        if (number is >= 0 and <= 1 && (float)(scaled / 10_000.0) == number)
            return WriteFraction(scaled, to);
        Utf8Formatter.TryFormat(number, to, out int written);
        return written;
    }

    private static int WriteFraction(uint tenThousandths, Span<byte> to)
    {
        // 12345678 → '5' '.' '6' '7' '8' with the zeros at the end left out.
        ulong digits = EightDecimals(tenThousandths);
        to[0] = (byte)('0' + (byte)(digits >> 24));
        to[1] = (byte)'.';
        uint decimals = (uint)(digits >> 32);
        BinaryPrimitives.WriteUInt32LittleEndian(to[2..], decimals | 0x30303030);
        return decimals == 0 ? 1 : 6 - (BitOperations.LeadingZeroCount(decimals) / 8);
    }

    // The decimal digits of a number below 10^8, a byte each, the first in the lowest byte: halves, then quarters, then all eight at once.
    private static ulong EightDecimals(uint number)
    {
        uint upper = number / 10_000;
        ulong fours = upper | ((ulong)(number - upper * 10_000) << 32);
        ulong hundreds = ((fours * 10_486) >> 20) & 0x0000007f_0000007f;
        ulong twos = hundreds | ((fours - hundreds * 100) << 16);
        ulong tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
        return tens | ((twos - tens * 10) << 8);
    }
}
