using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Protobuf;

/// <summary>
/// A forward-only reader of a Protobuf message. It never throws: each method returns whether it succeeded, and <see cref="Error"/> holds the first
/// error. The same reader reads nested messages, within narrower bounds (<see cref="TryEnter"/>).
/// Source: protobuf.dev/programming-guides/encoding. A field with an unexpected wire type counts as unknown, as specified there.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    /// <summary>The deepest nesting of groups that is skipped; the limit of nested messages in Protobuf's own readers.</summary>
    public const int MaxDepth = 100;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;
    private int _end = message.Length;

    /// <summary>The length of the whole message, bytes.</summary>
    public readonly int Length => _message.Length;

    /// <summary>How far the message was read.</summary>
    public readonly int Position => _at;

    public DecodeError Error { get; private set; }

    /// <summary>The tag that <see cref="NextField"/> read: the number of the field times 8, plus its wire type.</summary>
    public uint Tag { get; private set; }

    /// <summary>Reads the tag of the message's next field; false at its end and on an error.</summary>
    public bool NextField()
    {
        if (_at >= _end || !TryVarint(out var wide))
            return false;
        Tag = (uint)wide; // the high bits are dropped, as in Protobuf's own readers
        return Tag > 7 || Malformed("a field's number is 0");
    }

    /// <summary>Whether the message, or the nested one that was entered, has been read.</summary>
    public readonly bool IsAtEnd => _at >= _end;

    public readonly bool Failed => Error.IsError;

    public bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _end)
                return Malformed("a number is truncated");
            var next = _message[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return true;
        }
        return Malformed("a varint is longer than 10 bytes");
    }

    public bool TryInt64(out long value)
    {
        var read = TryVarint(out var bits);
        value = (long)bits;
        return read;
    }

    public bool TryFloat(out float value)
    {
        var read = TryAdvance(sizeof(float));
        value = read ? BinaryPrimitives.ReadSingleLittleEndian(_message[(_at - sizeof(float))..]) : 0;
        return read;
    }

    public bool TryDouble(out double value)
    {
        var read = TryAdvance(sizeof(double));
        value = read ? BinaryPrimitives.ReadDoubleLittleEndian(_message[(_at - sizeof(double))..]) : 0;
        return read;
    }

    /// <summary>Appends the floats of this occurrence of a repeated field: several when packed, one when not. Readers must accept both.</summary>
    public bool TryFloats(FloatArena into)
    {
        var length = sizeof(float);
        if ((WireType)(Tag & 7) == WireType.Bytes && !TryLength(out length))
            return false;
        var start = _at;
        var count = length / sizeof(float);
        if (!TryAdvance(length) || count * sizeof(float) != length)
            return !Failed && Malformed("the length of packed floats is not a multiple of 4");
        PackedFloats.Read(_message.Slice(start, length), into.Reserve(count)[..count]);
        into.Advance(count);
        return true;
    }

    public bool TryBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!TryLength(out var length))
            return false;
        bytes = _message.Slice(_at, length);
        _at += length;
        return true;
    }

    /// <summary>Enters the nested message that is the value of this field.</summary>
    /// <param name="outer">Argument for <see cref="Leave"/>, after the end of the nested message.</param>
    public bool TryEnter(out int outer)
    {
        outer = _end;
        if (!TryLength(out var length))
            return false;
        _end = _at + length;
        return true;
    }

    public void Leave(int outer) => _end = outer;

    /// <summary>Skips the value of an unknown field.</summary>
    public bool TrySkip(int depth = 0) =>
        (WireType)(Tag & 7) switch
        {
            WireType.Varint => TryVarint(out _),
            WireType.Fixed64 => TryAdvance(8),
            WireType.Bytes => TryBytes(out _),
            WireType.Fixed32 => TryAdvance(4),
            WireType.StartGroup => TrySkipGroup(Tag >> 3, depth + 1),
            WireType.EndGroup => Malformed("end of a group that was not started"),
            _ => Malformed($"wire type {Tag & 7} does not exist"),
        };

    public bool Fail(Rejection reason, string detail)
    {
        Error = new(reason, detail);
        return false;
    }

    public bool Malformed(string problem) => Fail(Rejection.MalformedProtobuf, $"byte {_at}: {problem}");

    private bool TrySkipGroup(uint group, int depth)
    {
        if (depth > MaxDepth)
            return Malformed($"groups are nested deeper than {MaxDepth}");
        while (NextField())
        {
            if ((WireType)(Tag & 7) == WireType.EndGroup)
                return Tag >> 3 == group || Malformed("end of a group other than the one that is open");
            if (!TrySkip(depth))
                return false;
        }
        return !Failed && Malformed("a group has no end");
    }

    private bool TryAdvance(int bytes)
    {
        if (_end - _at < bytes)
            return Malformed("a number is truncated");
        _at += bytes;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryLength(out int length)
    {
        var read = TryVarint(out var wide);
        length = (int)wide; // the low 32 bits, as in Protobuf's own readers
        return read && ((length >= 0 && length <= _end - _at) || Malformed($"{length} bytes expected, {_end - _at} are left"));
    }
}

/// <summary>Packed floats of Protobuf: little-endian, four bytes each.</summary>
internal static class PackedFloats
{
    public static void Read(ReadOnlySpan<byte> packed, Span<float> floats) => Copy(packed, MemoryMarshal.AsBytes(floats));

    public static void Write(ReadOnlySpan<float> floats, Span<byte> packed) => Copy(MemoryMarshal.AsBytes(floats), packed[..(floats.Length * sizeof(float))]);

    private static void Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        if (BitConverter.IsLittleEndian)
            from.CopyTo(to);
        else
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(from), MemoryMarshal.Cast<byte, int>(to));
    }
}
