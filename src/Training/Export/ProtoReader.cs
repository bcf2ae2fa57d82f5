using System.Buffers.Binary;
using System.Text;

namespace StreamLift.Training.Export;

/// <summary>Reads what <see cref="ProtoWriter"/> writes, field by field; anything a reader doesn't ask for is passed over.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The field's number, after <see cref="Next"/>.</summary>
    public int Field { get; private set; }

    /// <summary>The field's number, for one that is an integer.</summary>
    public long Integer { get; private set; }

    /// <summary>The field's bytes, for one that has a length.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="FormatException">The bytes end in the middle of one, or are none of Protobuf's.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Varint();
        (Field, Integer) = ((int)(tag >> 3), 0);
        Bytes = default;
        switch (tag & 7)
        {
            case 0: Integer = (long)Varint(); break;
            case 1: Integer = BinaryPrimitives.ReadInt64LittleEndian(Take(8)); break;
            case 2: Bytes = Take(Varint()); break;
            case 5: Integer = BinaryPrimitives.ReadInt32LittleEndian(Take(4)); break;
            default: throw new FormatException($"field {Field} has wire type {tag & 7}");
        }
        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw new FormatException("a number has no end");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new FormatException("it ends in the middle of a field");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
