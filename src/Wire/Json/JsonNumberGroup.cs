using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StreamLift.Wire.Json;

/// <summary>
/// Reads four short numbers of a list at once, which <see cref="JsonNumberRun"/> would read one after another: up to eight characters each
/// beside a sign and a leading <c>0.</c>, without an exponent and without white space between them. The characters of each are a lane of one vector.
/// </summary>
internal static class JsonNumberGroup
{
    /// <summary>How many numbers are read at once.</summary>
    public const int Count = 4;

    private const ulong One = 1UL << 56; // the digits of 1 in a lane: the last of eight

    /// <summary>Whether this processor can.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Reads four numbers that follow each other.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="start">The start of the first number.</param>
    /// <param name="ends">A bit for each character from <paramref name="from"/> on that is no part of a number; at least four are set.</param>
    /// <param name="from">The first character of <paramref name="ends"/>.</param>
    /// <param name="into">Receives four numbers.</param>
    /// <returns>The end of the last number; 0 if one of them is not as described, or none at all.</returns>
    public static int Read(ReadOnlySpan<byte> text, int start, ulong ends, int from, Span<float> into)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var end0 = from + BitOperations.TrailingZeroCount(ends);
        ends &= ends - 1;
        var end1 = from + BitOperations.TrailingZeroCount(ends);
        ends &= ends - 1;
        var end2 = from + BitOperations.TrailingZeroCount(ends);
        ends &= ends - 1;
        var end3 = from + BitOperations.TrailingZeroCount(ends);
        if (into.Length < Count || text.Length - end3 < sizeof(ulong) || text[end0] != ',' || text[end1] != ',' || text[end2] != ',')
            return 0;
        var (start1, start2, start3) = (end0 + 1, end1 + 1, end2 + 1);
        var (sign0, sign1, sign2, sign3) = (IsMinus(ref first, start), IsMinus(ref first, start1), IsMinus(ref first, start2), IsMinus(ref first, start3));
        start += sign0;
        start1 += sign1;
        start2 += sign2;
        start3 += sign3;
        var bits0 = Skip(ref first, ref start, end0);
        var bits1 = Skip(ref first, ref start1, end1);
        var bits2 = Skip(ref first, ref start2, end2);
        var bits3 = Skip(ref first, ref start3, end3);
        // 1 to 8 characters each; one that has none would be less than zero
        if ((uint)((end0 - start - 1) | (end1 - start1 - 1) | (end2 - start2 - 1) | (end3 - start3 - 1)) > 7 || (text[end3] | 0x20) == 'e')
            return 0;
        var characters = Vector256.Create(Eight(ref first, start), Eight(ref first, start1), Eight(ref first, start2), Eight(ref first, start3));
        if (!TryParse(characters ^ Vector256.Create(0x3030303030303030UL), Vector256.Create(bits0, bits1, bits2, bits3), out var numbers))
            return 0;
        (numbers.AsInt32() ^ (Vector128.Create(sign0, sign1, sign2, sign3) << 31)).AsSingle().CopyTo(into);
        return end3;
    }

    // Skips the "0." of a number below one, of which all eight characters are decimals then: so most scores are short enough. Gives the bits of a lane that the
    // number leaves unused, negative where something was skipped.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Skip(ref byte first, ref int start, int end)
    {
        var isBelowOne = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref first, start)) == ('0' | ('.' << 8));
        start += isBelowOne ? 2 : 0;
        return (64 - (8L * (end - start))) | (isBelowOne ? long.MinValue : 0);
    }

    // values: eight characters of each number, each xor '0'. bits: those behind the number, which are ignored; negative where only decimals are left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryParse(Vector256<ulong> values, Vector256<long> bits, out Vector128<float> numbers)
    {
        var unused = bits.AsUInt64() & Vector256.Create(0x3fUL);
        var isDecimals = Vector256.LessThan(bits, default).AsUInt64();
        // a zero before another digit: 01
        var second = (values >>> 8) & Vector256.Create(0xffUL);
        var isZero = Vector256.Equals(values & Vector256.Create(0xffUL), default) & Vector256.LessThan(second.AsInt64(), Vector256.Create(10L)).AsUInt64();
        var wrong = Vector256.AndNot(isZero, isDecimals | Vector256.Equals(unused, Vector256.Create(56UL)));
        values = Avx2.ShiftLeftLogicalVariable(values, unused);
        var digits = values.AsByte();
        var points = Vector256.Equals(digits, Vector256.Create((byte)('.' ^ '0'))).AsUInt64();
        wrong |= ~(points | Vector256.Equals(Vector256.Min(digits, Vector256.Create((byte)9)), digits).AsUInt64());
        // at most one point, with a digit on both sides
        var point = points & Vector256.Create(0x0101010101010101UL);
        var outer = Avx2.ShiftLeftLogicalVariable(Vector256.Create(0xffUL), unused) | Vector256.Create(0xffUL << 56) | isDecimals;
        wrong |= (point & (point - Vector256<ulong>.One)) | (points & outer);

        // The digits before the point take its place; the power of ten by which the number is divided has its 1 where the point was. Decimals are filled up
        // with zeros behind them.
        var isWhole = Vector256.Equals(point, default);
        var before = Vector256.AndNot(point - Vector256<ulong>.One, isWhole);
        var joined = ((values & before) << 8) | Vector256.AndNot(values, before | points);
        joined = Vector256.ConditionalSelect(isDecimals, Avx2.ShiftRightLogicalVariable(values, unused), joined);
        var divisors = Join(point | (isWhole & Vector256.Create(One)));
        divisors = Vector256.ConditionalSelect(isDecimals.AsDouble(), Vector256.Create(1e8), divisors);
        // Both are exact, so the quotient is rounded once, and once more to a float: the nearest one, unless the quotient is next to the middle of two.
        var quotients = Join(joined) / divisors;
        var toMiddle = (quotients.AsInt64() & Vector256.Create(0x1fffffffL)) - Vector256.Create(0x10000000L);
        wrong |= (Vector256.LessThan(toMiddle, Vector256.Create(3L)) & Vector256.GreaterThan(toMiddle, Vector256.Create(-3L))).AsUInt64();
        numbers = Avx.ConvertToVector128Single(quotients);
        return wrong == default;
    }

    // The number that the eight digits of each lane form.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Join(Vector256<ulong> digits)
    {
        var pairs = Avx2.MultiplyAddAdjacent(digits.AsByte(), Vector256.Create((short)0x010a).AsSByte());
        var fours = Avx2.MultiplyAddAdjacent(pairs, Vector256.Create(0x0001_0064).AsInt16()).AsUInt64();
        var all = Avx2.Multiply(fours.AsUInt32(), Vector256.Create(10_000UL).AsUInt32()) + (fours >>> 32);
        return Avx.ConvertToVector256Double(Avx2.PermuteVar8x32(all.AsInt32(), Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6)).GetLower());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ref byte first, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IsMinus(ref byte first, int at) => Unsafe.Add(ref first, at) == (byte)'-' ? 1 : 0;
}
