using PureHDF.VOL.Native;

namespace StreamLift.Datasets.Hdf5;

/// <summary>
/// Keeps all chunks of a dataset while it is read. PureHDF reads row by row, and with its own cache of 1 MiB it decompresses a chunk again for each
/// row of a wide dataset.
/// </summary>
internal sealed class WholeDatasetCache(long datasetBytes) : IReadingChunkCache
{
    // Chunks may extend beyond the dataset, and each chunk has an overhead: a damaged file can claim millions of chunks of one number.
    private const long Least = 64L << 20,
        Times = 4,
        EachChunk = 1024;

    private readonly Dictionary<ulong, Memory<byte>> _chunks = [];
    private long _left = Least + Times * datasetBytes;

    public Memory<byte> GetChunk(ulong chunkIndex, Func<Memory<byte>> chunkReader)
    {
        if (_chunks.TryGetValue(chunkIndex, out var chunk))
            return chunk;
        chunk = chunkReader();
        _left -= EachChunk + chunk.Length;
        if (_left < 0)
            throw new InvalidDataException("the chunks claim far more data than the dataset has");
        return _chunks[chunkIndex] = chunk;
    }
}
