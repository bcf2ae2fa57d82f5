using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StreamLift.Wire.Json;

/// <summary>
/// Writes numbers with two decimals, four at once: their digits in one vector, as <see cref="JsonWriter.WriteHundredths"/> does it for one in a 64-bit word.
/// Most of a pose record is such numbers.
/// </summary>
internal static class JsonHundredths
{
    /// <summary>How many numbers are written at once.</summary>
    public const int Count = 4;

    /// <summary>Whether this processor can.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Writes the first four numbers, each with a comma after it, and up to seven more bytes that do not count.</summary>
    /// <param name="numbers">Finite numbers, at least four.</param>
    /// <param name="to">Takes the text; it has room for <see cref="JsonWriter.MaxNumberLength"/> bytes a number.</param>
    /// <returns>The number of bytes written; 0 where a number is too large.</returns>
    public static int Write(ReadOnlySpan<float> numbers, Span<byte> to)
    {
        if (numbers.Length < Count || to.Length < Count * JsonWriter.MaxNumberLength)
            throw new ArgumentException("four numbers and room for them are needed", nameof(numbers));
        var floats = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(numbers));
        // The same steps as for one number, so that both round alike.
        var sizes = (Vector256.Abs(Avx.ConvertToVector256Double(floats)) * 100) + Vector256.Create(0.5);
        if (!Vector256.LessThanAll(sizes, Vector256.Create(JsonWriter.MaxHundredths)))
            return 0;
        var hundredths = Avx.ConvertToVector128Int32WithTruncation(sizes);
        var signs = Vector128.AndNot(Vector128.LessThan(floats, default).AsInt32(), Vector128.Equals(hundredths, default)).ExtractMostSignificantBits();
        var digits = EightDecimals(Avx2.ConvertToVector256Int64(hundredths).AsUInt64());
        var text = digits | Vector256.Create(0x3030303030303030UL);
        // '.', the two decimals, ',' and the sign of the next number, which counts only when that is negative
        var ends = ((text >>> 40) & Vector256.Create(0xffff00UL)) | Vector256.Create('.' | ((ulong)',' << 24) | ((ulong)'-' << 32));
        // at least one digit stays before the point
        var starts = digits | Vector256.Create(1UL << 40);

        ref var first = ref MemoryMarshal.GetReference(to);
        first = (byte)'-';
        var at = (int)(signs & 1);
        at = Write(ref first, at, text.GetElement(0), ends.GetElement(0), starts.GetElement(0));
        at += (int)((signs >> 1) & 1);
        at = Write(ref first, at, text.GetElement(1), ends.GetElement(1), starts.GetElement(1));
        at += (int)((signs >> 2) & 1);
        at = Write(ref first, at, text.GetElement(2), ends.GetElement(2), starts.GetElement(2));
        at += (int)(signs >> 3);
        return Write(ref first, at, text.GetElement(3), ends.GetElement(3), starts.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(ref byte first, int at, ulong text, ulong end, ulong start)
    {
        var leading = System.Numerics.BitOperations.TrailingZeroCount(start) & 0x38; // bits of leading zeros
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref first, at), text >> leading);
        at += 6 - (leading >> 3);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref first, at), end);
        return at + 4;
    }

    // The decimal digits of numbers below 10^8, one byte each, the first in the lowest byte: split into halves, then quarters, then all eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> EightDecimals(Vector256<ulong> numbers)
    {
        var upper = Avx2.Multiply(numbers.AsUInt32(), Vector256.Create(3_518_437_209UL).AsUInt32()) >>> 45; // a 10,000th
        var lower = numbers - Avx2.Multiply(upper.AsUInt32(), Vector256.Create(10_000UL).AsUInt32());
        var fours = (upper | (lower << 32)).AsUInt16();
        var hundreds = Avx2.MultiplyHigh(fours, Vector256.Create((ushort)10_486)) >>> 4;
        var twos = hundreds | ((fours - (hundreds * Vector256.Create((ushort)100))).AsUInt32() << 16).AsUInt16();
        var tens = (twos * Vector256.Create((ushort)103)) >>> 10;
        return (tens | ((twos - (tens * Vector256.Create((ushort)10))) << 8)).AsUInt64();
    }
}
