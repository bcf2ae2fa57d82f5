using System.Buffers.Binary;
using System.IO.Compression;

namespace StreamLift.Datasets.Cdf;

/// <summary>
/// A CDF file's bytes, and its internal records: big-endian whatever the values are. Version 3 has offsets of 64 bits and names of 256, version 2.6
/// half and a quarter of that. Every step outside the file is an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class CdfBytes
{
    private const uint Version3 = 0xCDF30001;
    private const uint Version26 = 0xCDF26002;
    private const uint Plain = 0x0000FFFF;
    private const uint Compressed = 0xCCCC0001;
    private const long Start = 8;

    private readonly byte[] _file;
    private readonly bool _wide;

    public CdfBytes(byte[] file)
    {
        _file = file;
        var (magic, kind) = file.Length >= Start ? (Unsigned(0), Unsigned(4)) : (0, 0);
        if (magic is not (Version3 or Version26) || kind is not (Plain or Compressed))
            throw new InvalidDataException("it does not start as a CDF file of version 2.6 to 3 does");
        _wide = magic == Version3;
        if (kind == Compressed)
            _file = Unpacked(Record(Start, CdfRecord.CompressedFile));
    }

    /// <summary>Of an offset.</summary>
    public int Word => _wide ? 8 : 4;

    /// <summary>Of a name's place.</summary>
    public int NameLength => _wide ? 256 : 64;

    /// <summary>The descriptor of the whole file.</summary>
    public CdfRecord First() => Record(Start, CdfRecord.File);

    /// <summary>A record of one of these types at an offset.</summary>
    public CdfRecord Record(long at, params ReadOnlySpan<int> types)
    {
        if (at < Start || at > _file.Length - Word - 4)
            throw new InvalidDataException($"it has an internal record at {at:N0}, outside the file");
        var (size, type) = (Offset(at), Integer(at + Word));
        if (size < Word + 4 || size > _file.Length - at)
            throw new InvalidDataException($"it has an internal record of {size:N0} bytes at {at:N0}, beyond its end");
        if (!types.Contains(type))
            throw new InvalidDataException($"it has an internal record of type {type} where {string.Join(" or ", types.ToArray())} was expected");
        return new CdfRecord(this, at, size, type);
    }

    public ReadOnlySpan<byte> Span(long at, long length) =>
        at >= 0 && length >= 0 && at <= _file.Length - length
            ? _file.AsSpan((int)at, (int)length)
            : throw new InvalidDataException($"it ends before {at + length:N0}");

    public int Integer(long at) => BinaryPrimitives.ReadInt32BigEndian(Span(at, 4));

    public long Offset(long at) => _wide ? BinaryPrimitives.ReadInt64BigEndian(Span(at, 8)) : BinaryPrimitives.ReadUInt32BigEndian(Span(at, 4));

    /// <summary>Unpacks gzip into exactly as many bytes as were promised.</summary>
    public void Unpack((long At, long Length) packed, Span<byte> into)
    {
        _ = Span(packed.At, packed.Length);
        using var gzip = new GZipStream(new MemoryStream(_file, (int)packed.At, (int)packed.Length, writable: false), CompressionMode.Decompress);
        try
        {
            gzip.ReadExactly(into);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("it has compressed values that end too early");
        }
    }

    private uint Unsigned(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));

    // A file compressed as a whole holds all but the first 8 bytes of the one that it was.
    private byte[] Unpacked(CdfRecord packed)
    {
        var (parameters, size) = (packed.Offset(0), packed.Offset(1));
        Record(parameters, CdfRecord.Compression).RequireGzip();
        SizeGuard.Check(size, _file.Length, "its compressed part");
        if (size > Array.MaxLength - Start)
            throw new InvalidDataException($"its compressed part claims {size:N0} bytes");
        var whole = new byte[Start + size];
        _file.AsSpan(0, (int)Start).CopyTo(whole);
        Unpack(packed.Rest(2, 1), whole.AsSpan((int)Start));
        return whole;
    }
}
