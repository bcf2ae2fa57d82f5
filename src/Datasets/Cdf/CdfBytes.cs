using System.Buffers.Binary;
using System.IO.Compression;

namespace StreamLift.Datasets.Cdf;

/// <summary>
/// The bytes of a CDF file and its internal records, which are always big-endian. Version 3 has 64-bit offsets and names of 256 bytes, version 2.6
/// has 32-bit offsets and names of 64 bytes. Access outside the file throws an <see cref="InvalidDataException"/>.
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
            throw new InvalidDataException("the file does not start like a CDF file of version 2.6 to 3");
        _wide = magic == Version3;
        if (kind == Compressed)
            _file = Unpacked(Record(Start, CdfRecord.CompressedFile));
    }

    /// <summary>The size of an offset in bytes.</summary>
    public int Word => _wide ? 8 : 4;

    /// <summary>The size of a name in bytes.</summary>
    public int NameLength => _wide ? 256 : 64;

    /// <summary>The descriptor record of the file.</summary>
    public CdfRecord First() => Record(Start, CdfRecord.File);

    /// <summary>The record at an offset. It must have one of the types.</summary>
    public CdfRecord Record(long at, params ReadOnlySpan<int> types)
    {
        if (at < Start || at > _file.Length - Word - 4)
            throw new InvalidDataException($"an internal record at {at:N0} is outside of the file");
        var (size, type) = (Offset(at), Integer(at + Word));
        if (size < Word + 4 || size > _file.Length - at)
            throw new InvalidDataException($"an internal record of {size:N0} bytes at {at:N0} extends beyond the end of the file");
        if (!types.Contains(type))
            throw new InvalidDataException($"an internal record has the type {type}; expected is {string.Join(" or ", types.ToArray())}");
        return new CdfRecord(this, at, size, type);
    }

    public ReadOnlySpan<byte> Span(long at, long length) =>
        at >= 0 && length >= 0 && at <= _file.Length - length
            ? _file.AsSpan((int)at, (int)length)
            : throw new InvalidDataException($"the file ends before byte {at + length:N0}");

    public int Integer(long at) => BinaryPrimitives.ReadInt32BigEndian(Span(at, 4));

    public long Offset(long at) => _wide ? BinaryPrimitives.ReadInt64BigEndian(Span(at, 8)) : BinaryPrimitives.ReadUInt32BigEndian(Span(at, 4));

    /// <summary>Decompresses gzip data, which must contain as many bytes as expected.</summary>
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
            throw new InvalidDataException("the compressed data ends too early");
        }
    }

    private uint Unsigned(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));

    // A compressed file contains everything except the first 8 bytes of the original file.
    private byte[] Unpacked(CdfRecord packed)
    {
        var (parameters, size) = (packed.Offset(0), packed.Offset(1));
        Record(parameters, CdfRecord.Compression).RequireGzip();
        SizeGuard.Check(size, _file.Length, "the compressed part");
        if (size > Array.MaxLength - Start)
            throw new InvalidDataException($"the compressed part claims {size:N0} bytes");
        var whole = new byte[Start + size];
        _file.AsSpan(0, (int)Start).CopyTo(whole);
        Unpack(packed.Rest(2, 1), whole.AsSpan((int)Start));
        return whole;
    }
}
