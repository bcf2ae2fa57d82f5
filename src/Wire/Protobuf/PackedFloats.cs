using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace StreamLift.Wire.Protobuf;

/// <summary>Rows of floats as Protobuf packs them: little-endian, four bytes each.</summary>
internal static class PackedFloats
{
    /// <param name="packed">Exactly four bytes for each float.</param>
    /// <param name="floats">Gets them.</param>
    public static void Read(ReadOnlySpan<byte> packed, Span<float> floats) => Copy(packed, MemoryMarshal.AsBytes(floats));

    /// <param name="floats">What to write.</param>
    /// <param name="packed">At least four bytes for each float.</param>
    public static void Write(ReadOnlySpan<float> floats, Span<byte> packed) => Copy(MemoryMarshal.AsBytes(floats), packed[..(floats.Length * sizeof(float))]);

    private static void Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        if (BitConverter.IsLittleEndian)
            from.CopyTo(to);
        else
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(from), MemoryMarshal.Cast<byte, int>(to));
    }
}
