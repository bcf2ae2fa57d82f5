using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace StreamLift.Tests.Recordings;

/// <summary>Writes CDF files with one z variable for tests, byte by byte as in NASA's description of the format.</summary>
internal sealed class CdfBuilder
{
    private readonly List<byte> _bytes = [];

    /// <summary>Whether the file has version 3, or version 2.6 with offsets of 32 bits.</summary>
    public bool IsWide { get; init; } = true;

    public bool BigEndian { get; init; }

    public bool Doubles { get; init; }

    public bool RowMajor { get; init; } = true;

    public bool CompressedValues { get; init; }

    public bool CompressedFile { get; init; }

    /// <summary>The number of records in each VVR. 0: all in one.</summary>
    public int RecordsEach { get; init; }

    /// <summary>Whether the index records are nested.</summary>
    public bool NestedIndex { get; init; }

    /// <summary>The positions of the variable's descriptor and its index, for tests that damage them.</summary>
    public int DescriptorAt { get; private set; }

    public int IndexAt { get; private set; }

    private int Word => IsWide ? 8 : 4;

    /// <param name="name">The name of the variable.</param>
    /// <param name="shape">The number of records, then the dimensions.</param>
    /// <param name="values">The numbers in C order.</param>
    public byte[] Write(string name, int[] shape, float[] values)
    {
        _bytes.Clear();
        Number(IsWide ? 0xCDF30001 : 0xCDF26002);
        Number(0x0000FFFF);
        var global = 8 + Word + 4 + Word + (9 * 4) + 256;
        Record(1, () =>
        {
            Offset(global);
            Number(IsWide ? 3u : 2);
            Number(8);
            Number(BigEndian ? 1u : 6);
            Number(RowMajor ? 3u : 2);
            Numbers(5);
            _bytes.AddRange(new byte[256]);
        });
        var variable = global + Word + 4 + (4 * Word) + (5 * 4) + Word + (3 * 4);
        Record(2, () =>
        {
            Offset(0);
            Offset(variable);
            Offset(0);
            Offset(0);
            Number(0);
            Number(0);
            Number(0);
            Number(0);
            Number(1);
            Offset(0);
            Numbers(3);
        });
        DescriptorAt = variable;
        var dimensions = shape.Length - 1;
        var index = variable + Word + 4 + (4 * Word) + (10 * 4) + (IsWide ? 256 : 64) + 4 + (8 * dimensions);
        var compression = index;
        if (CompressedValues)
            index += Word + 4 + (4 * 4);
        Record(8, () =>
        {
            Offset(0);
            Number(Doubles ? 45u : 44);
            Number((uint)(shape[0] - 1));
            Offset(index);
            Offset(index);
            Number(CompressedValues ? 5u : 1);
            Numbers(4);
            Number(1);
            Number(0);
            Offset(CompressedValues ? compression : -1);
            Number(1);
            _bytes.AddRange(Encoding.ASCII.GetBytes(name.PadRight(IsWide ? 256 : 64, '\0')));
            Number((uint)dimensions);
            foreach (var length in shape[1..])
                Number((uint)length);
            foreach (var _ in shape[1..])
                Number(uint.MaxValue);
        });
        if (CompressedValues)
            Record(11, () =>
            {
                Number(5);
                Number(0);
                Number(1);
                Number(6);
            });
        IndexAt = index;
        Values(shape, values);
        return CompressedFile ? Packed() : [.. _bytes];
    }

    private void Values(int[] shape, float[] values)
    {
        var size = values.Length / Math.Max(1, shape[0]);
        var each = RecordsEach == 0 ? shape[0] : RecordsEach;
        var parts = Enumerable.Range(0, (shape[0] + each - 1) / each).Select(i => (First: i * each, Last: Math.Min(shape[0], (i + 1) * each) - 1)).ToList();
        var stored = parts.Select(part => Stored(shape, values.AsSpan(part.First * size, (part.Last - part.First + 1) * size), size)).ToList();
        var indexSize = Word + 4 + Word + 8 + (parts.Count * (8 + Word));
        if (NestedIndex)
            Record(6, () =>
            {
                Offset(0);
                Number(1);
                Number(1);
                Number(0);
                Number((uint)(shape[0] - 1));
                Offset(IndexAt + Word + 4 + Word + 16 + Word);
            });
        var at = _bytes.Count + indexSize;
        Record(6, () =>
        {
            Offset(0);
            Number((uint)parts.Count);
            Number((uint)parts.Count);
            parts.ForEach(part => Number((uint)part.First));
            parts.ForEach(part => Number((uint)part.Last));
            foreach (var part in stored)
            {
                Offset(at);
                at += part.Length + Word + 4 + (CompressedValues ? 4 + Word : 0);
            }
        });
        foreach (var part in stored)
            Record(CompressedValues ? 13 : 7, () =>
            {
                if (CompressedValues)
                {
                    Number(0);
                    Offset(part.Length);
                }
                _bytes.AddRange(part);
            });
    }

    private byte[] Stored(int[] shape, ReadOnlySpan<float> values, int each)
    {
        var width = Doubles ? 8 : 4;
        var bytes = new byte[values.Length * width];
        for (var i = 0; i < values.Length; i++)
        {
            var into = bytes.AsSpan((RowMajor ? i : i - (i % each) + Column(shape, i % each)) * width);
            if (Doubles && BigEndian)
                BinaryPrimitives.WriteDoubleBigEndian(into, values[i]);
            else if (Doubles)
                BinaryPrimitives.WriteDoubleLittleEndian(into, values[i]);
            else if (BigEndian)
                BinaryPrimitives.WriteSingleBigEndian(into, values[i]);
            else
                BinaryPrimitives.WriteSingleLittleEndian(into, values[i]);
        }
        return CompressedValues ? Gzip(bytes) : bytes;
    }

    private static int Column(int[] shape, int place)
    {
        var indices = new int[shape.Length - 1];
        for (var axis = indices.Length - 1; axis >= 0; axis--)
            (indices[axis], place) = (place % shape[axis + 1], place / shape[axis + 1]);
        var (at, stride) = (0, 1);
        for (var axis = 0; axis < indices.Length; axis++)
            (at, stride) = (at + (indices[axis] * stride), stride * shape[axis + 1]);
        return at;
    }

    private byte[] Packed()
    {
        var (whole, packed) = (_bytes.ToArray(), Gzip([.. _bytes[8..]]));
        _bytes.RemoveRange(4, _bytes.Count - 4);
        Number(0xCCCC0001);
        var parameters = 8 + Word + 4 + (2 * Word) + 4 + packed.Length;
        Record(10, () =>
        {
            Offset(parameters);
            Offset(whole.Length - 8);
            Number(0);
            _bytes.AddRange(packed);
        });
        Record(11, () =>
        {
            Number(5);
            Number(0);
            Number(1);
            Number(6);
        });
        return [.. _bytes];
    }

    private void Record(int type, Action body)
    {
        var start = _bytes.Count;
        Offset(0);
        Number((uint)type);
        body();
        var size = new byte[Word];
        if (IsWide)
            BinaryPrimitives.WriteInt64BigEndian(size, _bytes.Count - start);
        else
            BinaryPrimitives.WriteInt32BigEndian(size, _bytes.Count - start);
        for (var i = 0; i < Word; i++)
            _bytes[start + i] = size[i];
    }

    private void Number(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        _bytes.AddRange(bytes);
    }

    private void Numbers(int count)
    {
        for (var i = 0; i < count; i++)
            Number(0);
    }

    private void Offset(long value)
    {
        if (IsWide)
            Number((uint)(value >> 32));
        Number((uint)value);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return into.ToArray();
    }
}
