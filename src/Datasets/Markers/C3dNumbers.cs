using System.Buffers.Binary;

namespace StreamLift.Datasets.Markers;

/// <summary>Reads the numbers of a C3D file as the processor that wrote it has them.</summary>
/// <param name="processor">84: Intel, 85: DEC, 86: MIPS.</param>
internal sealed class C3dNumbers(byte processor)
{
    private const byte Intel = 84,
        Dec = 85,
        Mips = 86;

    private readonly byte _processor = processor is Intel or Dec or Mips
        ? processor
        : throw new InvalidDataException($"its processor type is {processor}; known are 84 (Intel), 85 (DEC) and 86 (MIPS)");

    /// <summary>A number of 16 bits without sign.</summary>
    public int Word(ReadOnlySpan<byte> bytes, int at) =>
        _processor == Mips ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    /// <summary>A number of 16 bits with sign.</summary>
    public short Short(ReadOnlySpan<byte> bytes, int at) => (short)Word(bytes, at);

    /// <summary>A number of 32 bits. DEC's has its halves exchanged, and an exponent that is larger by 2.</summary>
    public float Float(ReadOnlySpan<byte> bytes, int at)
    {
        if (_processor == Mips)
            return BinaryPrimitives.ReadSingleBigEndian(bytes[at..]);
        if (_processor == Intel)
            return BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);
        var bits = ((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 2)..]);
        return bits == 0 ? 0 : BitConverter.UInt32BitsToSingle(bits) / 4;
    }
}
