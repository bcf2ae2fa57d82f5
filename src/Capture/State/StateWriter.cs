using System.Buffers.Binary;

namespace StreamLift.Capture.State;

/// <summary>Writes the state of a rig as little-endian binary: the same state gives the same bytes. Its array grows and is kept. Not thread-safe.</summary>
public sealed class StateWriter
{
    private byte[] _bytes = new byte[4096];
    private int _count;

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    /// <summary>Discards everything.</summary>
    public void Clear() => _count = 0;

    /// <summary>Writes a byte.</summary>
    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>Writes a truth value.</summary>
    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Writes a count or an index.</summary>
    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    /// <summary>Writes a number.</summary>
    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <summary>Writes a number.</summary>
    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);

    /// <summary>Writes numbers, without their count.</summary>
    public void Floats(ReadOnlySpan<float> values)
    {
        var bytes = Reserve(4 * values.Length);
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], values[i]);
    }

    /// <summary>Writes numbers, without their count.</summary>
    public void Doubles(ReadOnlySpan<double> values)
    {
        var bytes = Reserve(8 * values.Length);
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(8 * i)..], values[i]);
    }

    private Span<byte> Reserve(int count)
    {
        if (_count + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _count + count));
        _count += count;
        return _bytes.AsSpan(_count - count, count);
    }
}
