using System.Buffers.Binary;

namespace StreamLift.Capture.State;

/// <summary>Reads what a <see cref="StateWriter"/> wrote, in the same order.</summary>
/// <param name="bytes">The written bytes.</param>
public ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <summary>Reads a byte.</summary>
    /// <exception cref="InvalidDataException">The bytes end before. So for every other read.</exception>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads a truth value.</summary>
    public bool Flag() => Byte() != 0;

    /// <summary>Reads a count or an index.</summary>
    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>Reads a number.</summary>
    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>Reads a number.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>Reads as many numbers as there is room for.</summary>
    public void Floats(Span<float> values)
    {
        var bytes = Take(4 * values.Length);
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
    }

    /// <summary>Reads as many numbers as there is room for.</summary>
    public void Doubles(Span<double> values)
    {
        var bytes = Take(8 * values.Length);
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _left.Length)
            throw new InvalidDataException($"the state of the rig ends early: {count} bytes expected, {_left.Length} left");
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
