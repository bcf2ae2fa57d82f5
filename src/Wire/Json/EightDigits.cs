using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace StreamLift.Wire.Json;

/// <summary>
/// Eight characters of a number at once, in one 64-bit word with the first character in its lowest byte. Most of a message is numbers,
/// and their lengths vary too much for a processor to foresee where a loop over single digits ends.
/// </summary>
internal static class EightDigits
{
    /// <summary>Each character's distance from '0': its value where it is a digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt64LittleEndian(text) ^ 0x3030303030303030;

    /// <summary>The highest bit of each byte that is not a digit's value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Others(ulong values) => (((values & 0x7f7f7f7f7f7f7f7f) + 0x7676767676767676) | values) & 0x8080808080808080;

    /// <summary>How many bytes are before the first that <see cref="Others"/> marks; 8: none is marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Before(ulong others) => BitOperations.TrailingZeroCount(others) / 8;

    /// <summary>The number that the first <paramref name="count"/> (1 to 8) digits write; what follows them doesn't matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Join(ulong values, int count)
    {
        values <<= 64 - (8 * count);
        ulong pairs = (values * 10) + (values >> 8); // in every second byte
        return (uint)((((pairs & 0x000000ff000000ff) * 0x000f424000000064) + (((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001)) >> 32);
    }
}
