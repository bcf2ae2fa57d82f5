using System.Buffers.Binary;

namespace StreamLift.View.Messages;

/// <summary>Writes the numbers of a binary frame, little endian, one after another.</summary>
/// <param name="into">The whole frame.</param>
internal ref struct FrameWriter(Span<byte> into)
{
    /// <summary>The version of the binary frames.</summary>
    public const byte Version = 1;

    /// <summary>The bytes before the people.</summary>
    public const int HeaderBytes = 36;

    private readonly Span<byte> _into = into;
    private int _at;

    /// <summary>The header, before the people.</summary>
    public void Header(in FrameHeader header)
    {
        Byte(Version);
        Byte(header.Kind);
        UInt16((ushort)header.Source);
        UInt32(header.Sequence);
        Double(header.TimestampMs);
        Double(header.RecordMs);
        Double(header.ServerMs);
        UInt16((ushort)header.People);
        UInt16(header.Flags);
    }

    public void Byte(byte value) => _into[_at++] = value;

    public void Bytes(int count, byte value)
    {
        _into.Slice(_at, count).Fill(value);
        _at += count;
    }

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_into[_at..], value);
        _at += sizeof(ushort);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_into[_at..], value);
        _at += sizeof(uint);
    }

    public void Int32(int value) => UInt32((uint)value);

    public void Single(float value) => UInt32(BitConverter.SingleToUInt32Bits(value));

    public void Singles(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            Single(value);
    }

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_into[_at..], value);
        _at += sizeof(double);
    }

    /// <summary>Joints with their expected errors: x, y, z, sigma of each; NaN where there is none.</summary>
    /// <param name="count">The number of joints.</param>
    /// <param name="joints">x, y, z of each, mm; empty for none.</param>
    /// <param name="sigma">One for each, mm; empty for none.</param>
    public void Joints(int count, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma)
    {
        for (var joint = 0; joint < count; joint++)
        {
            for (var axis = 0; axis < 3; axis++)
                Single(joints.IsEmpty ? float.NaN : joints[(3 * joint) + axis]);
            Single(sigma.IsEmpty ? float.NaN : sigma[joint]);
        }
    }
}

/// <summary>What every binary frame begins with.</summary>
/// <param name="Kind">1: the people of a rig, 2: the poses of a stream.</param>
/// <param name="Source">The index of the source.</param>
/// <param name="Sequence">The number of the source's frame in this server.</param>
/// <param name="TimestampMs">The instant or the capture time, Unix ms.</param>
/// <param name="RecordMs">The record's timestamp, Unix ms; NaN for none.</param>
/// <param name="ServerMs">The server's time, Unix ms.</param>
/// <param name="People">The number of people.</param>
/// <param name="Flags">Bit 0: keypoints follow each person.</param>
internal readonly record struct FrameHeader(
    byte Kind,
    int Source,
    uint Sequence,
    double TimestampMs,
    double RecordMs,
    double ServerMs,
    int People,
    ushort Flags
);
