using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace StreamLift.Wire.Json;

/// <summary>
/// A number in JSON, in parts: ±<see cref="Mantissa"/>·10^<see cref="Exponent"/>. Digits are read eight at a time from one 64-bit word, the first
/// character in its lowest byte: most of a message is numbers, and their lengths vary too much for branch prediction of a loop over single digits.
/// </summary>
internal struct JsonNumber
{
    /// <summary>The most digits that fit a mantissa.</summary>
    public const int MaxDigits = 19;

    /// <summary>Powers of ten by exponent, 0 to 8.</summary>
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
    public bool Whole; // without fraction and exponent
    public int Digits; // the number of digits; Mantissa holds up to MaxDigits of them
    public ulong Mantissa;
    public int Exponent;

    /// <summary>Reads a number by JSON's grammar, which is stricter than .NET's parsers: no leading zero or plus, a digit on both sides of the point.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">The start of the number; set to its end, or to the first invalid byte.</param>
    /// <param name="number">The parts of the number.</param>
    /// <returns>Whether the number is valid.</returns>
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
            var fraction = ++at;
            number.Whole = false;
            if (!number.ReadDigits(json, ref at))
                return false;
            number.Exponent = fraction - at;
        }
        return (Next(json, at) | 0x20) != 'e' || number.ReadExponent(json, ref at);
    }

    /// <summary>The nearest float; infinite when the number is too large.</summary>
    /// <param name="text">The number's text.</param>
    public readonly float ToSingle(ReadOnlySpan<byte> text)
    {
        if (Digits <= MaxDigits && Exponent is >= -22 and <= 22 && TryScale(Mantissa, Exponent, out var size))
            return Negative ? -size : size;
        return float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The float nearest to <paramref name="mantissa"/>·10^<paramref name="exponent"/> (-22 to 22); false when a double is not precise enough to decide.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryScale(ulong mantissa, int exponent, out float value)
    {
        // The mantissa may be rounded once, and the quotient is rounded again: the error is at most 1.5 units in the last place of a double. The float is
        // right unless the double lies next to the midpoint of two floats, or the float is subnormal.
        var size = exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
        var toMiddle = (BitConverter.DoubleToInt64Bits(size) & 0x1fffffff) - 0x10000000;
        value = (float)size;
        return size == 0 || (toMiddle is < -2 or > 2 && size is > 1.2e-38 and < 3.4e38);
    }

    /// <summary>The number as an integer; false when it has a fraction or an exponent, or does not fit.</summary>
    public readonly bool TryToInt64(out long value)
    {
        value = Negative ? -(long)Mantissa : (long)Mantissa;
        return Whole && Digits <= MaxDigits && Mantissa <= (Negative ? 1UL << 63 : long.MaxValue);
    }

    /// <summary>The number as an integer where its value is one, <c>12.0</c> or <c>1.2e1</c>; false when it is none, or does not fit.</summary>
    public readonly bool TryToExactInt64(out long value)
    {
        value = 0;
        if (Digits > MaxDigits)
            return false;
        var (size, exponent) = (Mantissa, Exponent);
        for (; exponent < 0 && size % 10 == 0 && size != 0; exponent++)
            size /= 10;
        for (; exponent > 0 && size <= ulong.MaxValue / 10 && size != 0; exponent--)
            size *= 10;
        value = Negative ? -(long)size : (long)size;
        return (exponent == 0 || size == 0) && size <= (Negative ? 1UL << 63 : long.MaxValue);
    }

    /// <summary>Eight characters, each xor '0': the value of each digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LoadEight(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt64LittleEndian(text) ^ 0x3030303030303030;

    /// <summary>The highest bit of each byte that is not a digit's value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonDigits(ulong values) => (((values & 0x7f7f7f7f7f7f7f7f) + 0x7676767676767676) | values) & 0x8080808080808080;

    /// <summary>The number of bytes before the first one that <see cref="NonDigits"/> marks; 8 when none is marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBefore(ulong nonDigits) => BitOperations.TrailingZeroCount(nonDigits) / 8;

    /// <summary>The number that the first <paramref name="count"/> (1 to 8) digits form; the bytes after them are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint JoinDigits(ulong values, int count)
    {
        values <<= 64 - (8 * count);
        var pairs = (values * 10) + (values >> 8); // in every second byte
        return (uint)((((pairs & 0x000000ff000000ff) * 0x000f424000000064) + (((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001)) >> 32);
    }

    private bool ReadExponent(ReadOnlySpan<byte> json, ref int at)
    {
        at++;
        var sign = Next(json, at);
        if (sign is (byte)'+' or (byte)'-')
            at++;
        JsonNumber exponent = default;
        if (!exponent.ReadDigits(json, ref at))
            return false;
        // Out of a float's range, and within an int's.
        var bounded = exponent.Digits > 9 ? 999_999_999 : (int)exponent.Mantissa;
        Exponent += sign == '-' ? -bounded : bounded;
        Whole = false;
        return true;
    }

    private bool ReadDigits(ReadOnlySpan<byte> json, ref int at)
    {
        var start = at;
        while (json.Length - at >= 8)
        {
            var values = LoadEight(json[at..]);
            var count = CountBefore(NonDigits(values));
            if (count > 0)
                Mantissa = (Mantissa * Shifts[count]) + JoinDigits(values, count);
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
