using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using StreamLift.Poses;

namespace StreamLift.Datasets.Numpy;

/// <summary>The bytes of a pickle as a forward-only reader. It never allocates more memory than there are bytes left.</summary>
internal sealed class PickleInput(Stream stream, long length)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly byte[] _small = new byte[8];

    public long Left { get; private set; } = length;

    public byte Byte()
    {
        Fill(_small.AsSpan(0, 1));
        return _small[0];
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Small(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Small(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Small(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Small(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Small(8));

    public byte[] Bytes(ulong count)
    {
        if (count > (ulong)Left || count > (ulong)Array.MaxLength)
            throw new InvalidDataException($"the pickle is truncated: it claims {count:N0} bytes, {Left:N0} are left");
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    public string Utf8(ulong count)
    {
        try
        {
            return Strict.GetString(Bytes(count));
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("the pickle contains text that is not UTF-8");
        }
    }

    /// <summary>A little-endian two's complement integer of up to 64 bits.</summary>
    public long Long(uint count)
    {
        if (count > 8)
            throw new InvalidDataException($"the pickle contains an integer of {count} bytes");
        var bytes = Bytes(count);
        long value = bytes.Length > 0 && bytes[^1] >= 0x80 ? -1 : 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }

    /// <summary>Text up to a line feed: protocol 0 writes names and numbers in this way.</summary>
    public string Line()
    {
        var line = new StringBuilder();
        for (var b = Byte(); b != '\n'; b = Byte())
        {
            if (line.Append((char)b).Length > 4096)
                throw new InvalidDataException("the pickle contains a line of text that is too long");
        }
        return line.ToString().TrimEnd('\r');
    }

    public long IntegerLine()
    {
        var line = Line();
        return long.TryParse(line.EndsWith('L') ? line[..^1] : line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException($"the pickle contains '{OneLine.Of(line)}' instead of an integer");
    }

    private ReadOnlySpan<byte> Small(int count)
    {
        Fill(_small.AsSpan(0, count));
        return _small.AsSpan(0, count);
    }

    private void Fill(Span<byte> into)
    {
        if (into.Length > Left)
            throw new EndOfStreamException();
        stream.ReadExactly(into);
        Left -= into.Length;
    }
}
