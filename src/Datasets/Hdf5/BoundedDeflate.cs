using System.IO.Compression;
using System.Runtime.InteropServices;
using PureHDF.Filters;

namespace StreamLift.Datasets.Hdf5;

/// <summary>Decompresses a chunk to at most its size. PureHDF's own filter decompresses up to 2 GB.</summary>
internal sealed class BoundedDeflate : IH5Filter
{
    // Compressed data may include the checksums of other filters.
    private const int Slack = 64;

    // The largest compression ratio of deflate: 258 bytes from 2 bits.
    private const long LargestRatio = 1032;

    private readonly DeflateFilter _plain = new();

    public ushort FilterId => DeflateFilter.Id;

    public string Name => _plain.Name;

    public Memory<byte> Filter(FilterInfo info)
    {
        if (!info.Flags.HasFlag(H5FilterFlags.Decompress))
            return _plain.Filter(info);
        if (!MemoryMarshal.TryGetArray<byte>(info.Buffer, out var compressed))
            throw new NotSupportedException("the chunk is not in an array");
        var bytes = new byte[Math.Min(info.ChunkSize, LargestRatio * compressed.Count) + Slack];
        using var inflating = new ZLibStream(new MemoryStream(compressed.Array!, compressed.Offset, compressed.Count), CompressionMode.Decompress);
        var length = inflating.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length < bytes.Length ? bytes.AsMemory(0, length) : throw new InvalidDataException("a chunk decompresses to more than its size");
    }

    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) =>
        _plain.GetParameters(chunkDimensions, typeSize, options);
}
