using System.Buffers.Binary;

namespace StreamLift.Host.Record.Vmc;

/// <summary>
/// Writes one message of Open Sound Control 1.0 (opensoundcontrol.stanford.edu/spec-1_0.html): the address, the type tags, the arguments, each in a multiple of
/// four bytes, numbers big-endian. Used again for message after message. One thread.
/// </summary>
internal sealed class OscMessage
{
    private const int Most = 1024;

    private readonly byte[] _bytes = new byte[Most];
    private int _length;

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Starts a message and discards the one before.</summary>
    /// <param name="address">The address, such as /VMC/Ext/OK.</param>
    /// <param name="tags">A letter for each argument that follows: s text, i whole number, f number.</param>
    public OscMessage Begin(string address, string tags)
    {
        _length = 0;
        return Add(address).Add("," + tags);
    }

    /// <summary>Adds text: its ASCII characters, a zero, and zeros up to a multiple of four.</summary>
    /// <exception cref="ArgumentException">A character that is none of ASCII.</exception>
    public OscMessage Add(string text)
    {
        var padded = (text.Length + 4) & ~3;
        var to = _bytes.AsSpan(_length, padded);
        to.Clear();
        for (var i = 0; i < text.Length; i++)
            to[i] = text[i] is > '\0' and <= '\x7f' ? (byte)text[i] : throw new ArgumentException($"character {(int)text[i]:X4} is not ASCII", nameof(text));
        _length += padded;
        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public OscMessage Add(int number)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), number);
        _length += sizeof(int);
        return this;
    }

    /// <summary>Adds a number.</summary>
    public OscMessage Add(float number)
    {
        BinaryPrimitives.WriteSingleBigEndian(_bytes.AsSpan(_length), number);
        _length += sizeof(float);
        return this;
    }
}
