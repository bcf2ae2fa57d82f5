using System.Globalization;
using System.Runtime.CompilerServices;

namespace StreamLift.Wire.Json;

/// <summary>A number as JSON writes it, taken apart: ±<see cref="Mantissa"/>·10^<see cref="Exponent"/>.</summary>
internal struct JsonNumber
{
    /// <summary>Digits that a mantissa holds.</summary>
    public const int Most = 19;

    /// <summary>Powers of ten, by how many digits they make room for.</summary>
    public static readonly ulong[] Shifts = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    private static readonly double[] PowersOfTen =
    [
        1e0,
        1e1,
        1e2,
        1e3,
        1e4,
        1e5,
        1e6,
        1e7,
        1e8,
        1e9,
        1e10,
        1e11,
        1e12,
        1e13,
        1e14,
        1e15,
        1e16,
        1e17,
        1e18,
        1e19,
        1e20,
        1e21,
        1e22,
    ];

    public bool Negative;
    public bool Whole; // neither fraction nor exponent was written
    public int Digits; // as many as were written; Mantissa holds them up to Most
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
        if (Next(json, at) == '0')
            at++;
        else if (!number.ReadDigits(json, ref at))
            return false;
        if (Next(json, at) == '.')
        {
            int fraction = ++at;
            number.Whole = false;
            if (!number.ReadDigits(json, ref at))
                return false;
            number.Exponent = fraction - at;
        }
        return (Next(json, at) | 0x20) != 'e' || number.ReadExponent(json, ref at);
    }

    /// <summary>The nearest float; infinite when the number is too large for one.</summary>
    /// <param name="text">The number as it was written.</param>
    public readonly float ToSingle(ReadOnlySpan<byte> text)
    {
        if (Digits <= Most && Exponent is >= -22 and <= 22 && TryScale(Mantissa, Exponent, out float size))
            return Negative ? -size : size;
        return float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The float nearest to <paramref name="mantissa"/>·10^<paramref name="exponent"/> (-22 to 22), where a double tells it for certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryScale(ulong mantissa, int exponent, out float value)
    {
        // The mantissa may be rounded once here and the quotient is again: at most one and a half units of a double's last place off. That gives
        // the right float but where it lies next to the middle between two floats, or is too small to have all of a float's bits.
        double size = exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
        long toMiddle = (BitConverter.DoubleToInt64Bits(size) & 0x1fffffff) - 0x10000000;
        value = (float)size;
        return size == 0 || (toMiddle is < -2 or > 2 && size is > 1.2e-38 and < 3.4e38);
    }

    /// <summary>The integer, where the number is written as one and fits.</summary>
    public readonly bool TryToInt64(out long value)
    {
        value = Negative ? -(long)Mantissa : (long)Mantissa;
        return Whole && Digits <= Most && Mantissa <= (Negative ? 1UL << 63 : long.MaxValue);
    }

    private bool ReadExponent(ReadOnlySpan<byte> json, ref int at)
    {
        at++;
        byte sign = Next(json, at);
        if (sign is (byte)'+' or (byte)'-')
            at++;
        JsonNumber exponent = default;
        if (!exponent.ReadDigits(json, ref at))
            return false;
        // Far out of a float's range either way, and still far from an int's.
        int bounded = exponent.Digits > 9 ? 999_999_999 : (int)exponent.Mantissa;
        Exponent += sign == '-' ? -bounded : bounded;
        Whole = false;
        return true;
    }

    private bool ReadDigits(ReadOnlySpan<byte> json, ref int at)
    {
        int start = at;
        while (json.Length - at >= 8)
        {
            ulong values = EightDigits.Load(json[at..]);
            int count = EightDigits.Before(EightDigits.Others(values));
            if (count > 0)
                Mantissa = (Mantissa * Shifts[count]) + EightDigits.Join(values, count);
            at += count;
            if (count < 8)
                return Count(at - start);
        }
        for (; (uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9; at++)
            Mantissa = (10 * Mantissa) + (uint)(json[at] - '0');
        return Count(at - start);
    }

    private bool Count(int read)
    {
        Digits += read;
        return read > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Next(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length ? json[at] : (byte)0;
}
