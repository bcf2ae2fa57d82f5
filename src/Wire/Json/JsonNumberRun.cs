using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamLift.Wire.Json;

/// <summary>
/// Fast path for the plain part of a list: numbers separated by commas and white space. The scanner reads everything else. The ends of the numbers are found
/// for 64 characters at once, before any number is read. So no number depends on the one before, and the processor reads several in parallel.
/// </summary>
internal static class JsonNumberRun
{
    private const int Block = 64;
    private const int MostMisses = 2;

    private static readonly float[] PowersOfTen = [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f];

    /// <summary>Reads numbers until the list ends, a value is no plain number or <paramref name="into"/> is full.</summary>
    /// <param name="text">The JSON from the first number on.</param>
    /// <param name="into">Receives the numbers.</param>
    /// <param name="used">The end of the last number read.</param>
    /// <returns>The count of numbers read.</returns>
    public static int Read(ReadOnlySpan<byte> text, Span<float> into, out int used)
    {
        var start = 0;
        var count = 0;
        var misses = 0; // groups that were none, one after another: a list of long numbers has no others
        used = 0;
        while (count < into.Length)
        {
            var from = start;
            var isPlain = true;
            var ends = EndsIn(text, from);
            while (JsonNumberGroup.IsSupported && misses < MostMisses && BitOperations.PopCount(ends) >= JsonNumberGroup.Count)
            {
                var last = JsonNumberGroup.Read(text, start, ends, from, into[count..]);
                misses = last == 0 ? misses + 1 : 0;
                if (last == 0)
                    break;
                count += JsonNumberGroup.Count;
                used = last;
                if (text[last] != ',')
                    return count;
                start = last + 1;
                ends = start - from < Block ? ends & (ulong.MaxValue << (start - from)) : 0;
            }
            // what is left of the block begins the next one
            if (start != from && ends != 0 && misses == 0 && BitOperations.PopCount(ends) < JsonNumberGroup.Count && text.Length - start >= Block)
                continue;
            for (; ends != 0 && count < into.Length; ends &= ends - 1)
            {
                var end = from + BitOperations.TrailingZeroCount(ends);
                if (end == start && text[end] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                {
                    start++;
                    continue;
                }
                isPlain = TryRead(text, start, end, out var number);
                if (!isPlain)
                    break;
                into[count++] = number;
                used = end;
                if (text[end] != ',')
                    return count;
                start = end + 1;
            }
            if (isPlain && start != from)
                continue;
            // the next value is no plain number, or too long or too close to the end of the text for the fast path
            var next = ReadAny(text, start, out var any);
            if (next == 0)
                break;
            into[count++] = any;
            used = next;
            if ((uint)next >= (uint)text.Length || text[next] != ',')
                break;
            start = next + 1;
        }
        return count;
    }

    // One bit for each of the next characters, the first lowest: set when the character cannot be part of a number without exponent. 0 when the text is
    // shorter than a block.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EndsIn(ReadOnlySpan<byte> text, int from)
    {
        var block = Math.Min(from, text.Length - Block);
        if (block < 0)
            return 0;
        ref var first = ref MemoryMarshal.GetReference(text);
        var ends = Ends(Vector256.LoadUnsafe(ref first, (nuint)block)) | ((ulong)Ends(Vector256.LoadUnsafe(ref first, (nuint)block + 32)) << 32);
        return from - block < Block ? ends >> (from - block) : 0;
    }

    // '-', '.', '/' and the digits are one range of characters; TryRead then rejects the '/'
    private static uint Ends(Vector256<byte> text) =>
        Vector256.GreaterThan(text - Vector256.Create((byte)'-'), Vector256.Create((byte)('9' - '-'))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRead(ReadOnlySpan<byte> text, int start, int end, out float number)
    {
        var negative = text[start] == '-';
        start += negative ? 1 : 0;
        var length = end - start;
        var isRead = length <= 8 ? TryShort(text, start, length, out number) : TryLong(text, start, length, out number);
        number = negative ? -number : number;
        return isRead && (text[end] | 0x20) != 'e';
    }

    // A number with a point has at most seven digits here: an integer below 2^24 is exact in a float, and so is the power of ten. Only one step rounds: the
    // division, or the conversion of eight digits without a point.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryShort(ReadOnlySpan<byte> text, int start, int length, out float number)
    {
        number = 0;
        if (length == 0 || text.Length - start < 8)
            return false;
        var values = JsonNumber.LoadEight(text[start..]);
        var isZero = (values & 0xff) == 0;
        values <<= 64 - (8 * length);
        var others = JsonNumber.NonDigits(values);
        var fraction = 0;
        var whole = length;
        if (others != 0)
        {
            var point = JsonNumber.CountBefore(others);
            fraction = 7 - point;
            whole -= fraction + 1;
            if (whole == 0 || fraction == 0 || (others & (others - 1)) != 0 || (byte)(values >> (8 * point)) != ('.' ^ '0'))
                return false;
            var before = (1UL << (8 * point)) - 1;
            values = ((values & before) << 8) | (values & ~((before << 8) | 0xff));
        }
        if (isZero && whole > 1)
            return false;
        number = JsonNumber.JoinDigits(values, 8) / PowersOfTen[fraction];
        return true;
    }

    // At most seven digits before the point, sixteen after it and nineteen in all, as in most floats and doubles written in full: 0.79671067,
    // 1234.5677490234375.
    private static bool TryLong(ReadOnlySpan<byte> text, int start, int length, out float number)
    {
        number = 0;
        if (text.Length - start < 24)
            return false;
        var values = JsonNumber.LoadEight(text[start..]);
        var whole = JsonNumber.CountBefore(JsonNumber.NonDigits(values));
        var decimals = length - whole - 1;
        if (whole is 0 or 8 || decimals > 16 || length - 1 > JsonNumber.MaxDigits || text[start + whole] != '.' || ((values & 0xff) == 0 && whole > 1))
            return false;
        var first = Math.Min(decimals, 8);
        var second = decimals - first;
        var upper = JsonNumber.LoadEight(text[(start + whole + 1)..]) << (64 - (8 * first));
        var lower = second == 0 ? 0 : JsonNumber.LoadEight(text[(start + whole + 9)..]) << (64 - (8 * second));
        if ((JsonNumber.NonDigits(upper) | JsonNumber.NonDigits(lower)) != 0)
            return false;
        var mantissa = (JsonNumber.JoinDigits(values, whole) * JsonNumber.Shifts[first]) + JsonNumber.JoinDigits(upper, 8);
        mantissa = (mantissa * JsonNumber.Shifts[second]) + JsonNumber.JoinDigits(lower, 8);
        return JsonNumber.TryScale(mantissa, -decimals, out number);
    }

    private static int ReadAny(ReadOnlySpan<byte> text, int at, out float value)
    {
        var start = at;
        var read = JsonNumber.TryRead(text, ref at, out var number);
        value = read ? number.ToSingle(text[start..at]) : float.NaN;
        return float.IsFinite(value) ? at : 0;
    }
}
