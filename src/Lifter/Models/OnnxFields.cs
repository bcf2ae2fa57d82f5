namespace StreamLift.Lifter.Models;

/// <summary>The fields of a Protobuf message, in order.</summary>
/// <param name="message">The bytes of the message.</param>
internal ref struct OnnxFields(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>The field that <see cref="MoveNext"/> has read.</summary>
    public OnnxField Current { get; private set; }

    /// <summary>This, for foreach.</summary>
    public readonly OnnxFields GetEnumerator() => this;

    /// <summary>Reads the next field.</summary>
    /// <exception cref="InvalidDataException">The bytes are no complete message.</exception>
    public bool MoveNext()
    {
        if (_at == _message.Length)
            return false;
        var start = _at;
        var (number, type) = Math.DivRem(ReadVarint(), 8);
        var length = type switch
        {
            0 => 0,
            1 => 8,
            2 => ReadVarint(),
            5 => 4,
            _ => -1,
        };
        var content = _at;
        if (type == 0)
            ReadVarint();
        if (length < 0 || length > _message.Length - _at)
            throw new InvalidDataException("the bytes are not a complete ONNX file");
        _at += (int)length;
        Current = new OnnxField(number, (int)type, content.._at, start.._at);
        return true;
    }

    private long ReadVarint()
    {
        var value = 0L;
        for (var i = 0; i < 10 && _at < _message.Length; i++)
        {
            var next = _message[_at++];
            value |= (long)(next & 0x7f) << (7 * i);
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("the bytes are not a complete ONNX file");
    }
}

/// <summary>A field of a Protobuf message.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Type">Its wire type: 0 a varint, 2 bytes with a length.</param>
/// <param name="Content">Where its value is in the message, without the length before it.</param>
/// <param name="Whole">Where the field is in the message, with its number and length.</param>
internal readonly record struct OnnxField(long Number, int Type, Range Content, Range Whole);
