using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StreamLift.Wire.Json;

/// <summary>
/// Reads four short numbers of a list at once, which <see cref="JsonNumberRun"/> would read one after another: up to eight characters each, without an exponent
/// and without white space between them. The characters of each are a lane of one vector.
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
        var sign0 = IsMinus(ref first, start);
        var sign1 = IsMinus(ref first, end0 + 1);
        var sign2 = IsMinus(ref first, end1 + 1);
        var sign3 = IsMinus(ref first, end2 + 1);
        var (start0, start1, start2, start3) = (start + sign0, end0 + 1 + sign1, end1 + 1 + sign2, end2 + 1 + sign3);
        var (length0, length1, length2, length3) = (end0 - start0, end1 - start1, end2 - start2, end3 - start3);
        // 1 to 8 each; the first too would be negative if the number had no character
        if ((uint)((length0 - 1) | (length1 - 1) | (length2 - 1) | (length3 - 1)) > 7 || (text[end3] | 0x20) == 'e')
            return 0;
        var characters = Vector256.Create(Eight(ref first, start0), Eight(ref first, start1), Eight(ref first, start2), Eight(ref first, start3));
        var unused = Vector256.Create(64UL) - (Vector256.Create((ulong)length0, (ulong)length1, (ulong)length2, (ulong)length3) << 3);
        if (!TryParse(characters ^ Vector256.Create(0x3030303030303030UL), unused, out var numbers))
            return 0;
        (numbers.AsInt32() ^ (Vector128.Create(sign0, sign1, sign2, sign3) << 31)).AsSingle().CopyTo(into);
        return end3;
    }

    // values: eight characters of each number, each xor '0'; those behind the number, whose bits are counted by unused, are ignored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryParse(Vector256<ulong> values, Vector256<ulong> unused, out Vector128<float> numbers)
    {
        // A zero before another digit: 01.
        var second = (values >>> 8) & Vector256.Create(0xffUL);
        var wrong =
            Vector256.Equals(values & Vector256.Create(0xffUL), default)
            & Vector256.LessThan(second.AsInt64(), Vector256.Create(10L)).AsUInt64()
            & ~Vector256.Equals(unused, Vector256.Create(56UL));
        values = Avx2.ShiftLeftLogicalVariable(values, unused);
        var digits = values.AsByte();
        var points = Vector256.Equals(digits, Vector256.Create((byte)('.' ^ '0')));
        var isDigit = Vector256.Equals(Vector256.Min(digits, Vector256.Create((byte)9)), digits);
        wrong |= ~(points | isDigit).AsUInt64();
        // at most one point, with a digit on both sides
        var point = points.AsUInt64() & Vector256.Create(0x0101010101010101UL);
        var ends = Avx2.ShiftLeftLogicalVariable(Vector256.Create(0xffUL), unused) | Vector256.Create(0xffUL << 56);
        wrong |= (point & (point - Vector256<ulong>.One)) | (points.AsUInt64() & ends);
        if (wrong != default)
        {
            numbers = default;
            return false;
        }

        // The digits before the point take its place; the power of ten by which the number is divided has its 1 where the point was.
        var isWhole = Vector256.Equals(point, default);
        var before = Vector256.AndNot(point - Vector256<ulong>.One, isWhole);
        values = ((values & before) << 8) | Vector256.AndNot(values, before | points.AsUInt64());
        var divisors = point | (isWhole & Vector256.Create(One));
        // As for one number: a number with a point has at most seven digits, which are exact in a float, and so is the power of ten. Only one step rounds.
        numbers = Join(values) / Join(divisors);
        return true;
    }

    // The number that the eight digits of each lane form.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Join(Vector256<ulong> digits)
    {
        var pairs = Avx2.MultiplyAddAdjacent(digits.AsByte(), Vector256.Create((short)0x010a).AsSByte());
        var fours = Avx2.MultiplyAddAdjacent(pairs, Vector256.Create(0x0001_0064).AsInt16()).AsUInt64();
        var all = Avx2.Multiply(fours.AsUInt32(), Vector256.Create(10_000UL).AsUInt32()) + (fours >>> 32);
        var lower = Avx2.PermuteVar8x32(all.AsInt32(), Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6)).GetLower();
        return Vector128.ConvertToSingle(lower);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ref byte first, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IsMinus(ref byte first, int at) => Unsafe.Add(ref first, at) == (byte)'-' ? 1 : 0;
}
