using System.Globalization;
using System.Runtime.CompilerServices;

namespace StreamLift.Wire.Json;

/// <summary>A number as JSON writes it, taken apart: ±<see cref="Mantissa"/>·10^<see cref="Exponent"/>.</summary>
internal struct JsonNumber
{
    // Every integer below 2^53 and every power of ten up to 10^22 is a double, so one division or product rounds once: correctly.
    private const ulong ExactMantissa = 1UL << 53;

    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    public bool Negative;
    public bool Whole; // neither fraction nor exponent was written
    public bool Long;  // more digits than Mantissa holds
    public ulong Mantissa;
    public int Exponent;

    /// <summary>Reads a number by JSON's grammar, which is stricter than .NET's parsers: no leading zero or plus, a digit on both sides of the point.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">Where the number starts; afterwards where it ends, or the byte that doesn't fit.</param>
    /// <param name="number">Its parts.</param>
    /// <returns>Whether there was a number.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, ref int at, out JsonNumber number)
    {
        number = default;
        number.Whole = true;
        if (Next(json, at) == '-')
        {
            number.Negative = true;
            at++;
        }
        int digits = 0;
        if (Next(json, at) == '0')
            at++;
        else if (!ReadDigits(json, ref at, ref number.Mantissa, ref digits))
            return false;
        if (Next(json, at) == '.')
        {
            at++;
            number.Whole = false;
            int fraction = at;
            if (!ReadDigits(json, ref at, ref number.Mantissa, ref digits))
                return false;
            number.Exponent = fraction - at;
        }
        number.Long = digits > 19;
        return (Next(json, at) | 0x20) != 'e' || ReadExponent(json, ref at, ref number);
    }

    /// <summary>The nearest double; infinite when the number is too large for one.</summary>
    /// <param name="text">The number as it was written.</param>
    public readonly double ToDouble(ReadOnlySpan<byte> text)
    {
        if (Long || Mantissa > ExactMantissa || Exponent is < -22 or > 22)
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        double size = Exponent < 0 ? Mantissa / PowersOfTen[-Exponent] : Mantissa * PowersOfTen[Exponent];
        return Negative ? -size : size;
    }

    /// <summary>The integer, where the number is written as one and fits.</summary>
    public readonly bool TryToInt64(out long value)
    {
        value = Negative ? -(long)Mantissa : (long)Mantissa;
        return Whole && !Long && Mantissa <= (Negative ? 1UL << 63 : long.MaxValue);
    }

    private static bool ReadExponent(ReadOnlySpan<byte> json, ref int at, ref JsonNumber number)
    {
        at++;
        number.Whole = false;
        byte sign = Next(json, at);
        if (sign is (byte)'+' or (byte)'-')
            at++;
        ulong exponent = 0;
        int digits = 0;
        if (!ReadDigits(json, ref at, ref exponent, ref digits))
            return false;
        // Far out of a double's range either way, and still far from an int's.
        int bounded = digits > 9 ? 999_999_999 : (int)exponent;
        number.Exponent += sign == '-' ? -bounded : bounded;
        return true;
    }

    // Beyond 19 digits the value wraps around; the count says so. Leading zeros don't count.
    private static bool ReadDigits(ReadOnlySpan<byte> json, ref int at, ref ulong value, ref int digits)
    {
        int start = at;
        while ((uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9)
        {
            value = 10 * value + (uint)(json[at] - '0');
            if (value != 0)
                digits++;
            at++;
        }
        return at > start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Next(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length ? json[at] : (byte)0;
}
