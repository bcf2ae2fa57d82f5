using PureHDF.Filters;

namespace StreamLift.Datasets.Hdf5;

/// <summary>A registered HDF5 compression that is not read. Without it, PureHDF's error names a number only.</summary>
internal sealed class UnreadableFilter(ushort id, string name) : IH5Filter
{
    /// <summary>The common ones, by their numbers in the HDF Group's list of registered filters.</summary>
    public static IReadOnlyList<UnreadableFilter> All { get; } =
    [
        new(4, "szip"),
        new(307, "bzip2"),
        new(32000, "LZF"),
        new(32001, "Blosc"),
        new(32004, "LZ4"),
        new(32008, "bitshuffle"),
        new(32013, "ZFP"),
        new(32015, "Zstandard"),
        new(32026, "Blosc2"),
    ];

    public ushort FilterId => id;

    public string Name => name;

    public Memory<byte> Filter(FilterInfo info) => throw new UnreadableFilterException(name);

    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) => throw new UnreadableFilterException(name);
}

/// <summary>A dataset is compressed with a filter that is not read.</summary>
internal sealed class UnreadableFilterException(string name)
    : Exception(
        $"compressed with {name}, which can't be read: write it again with gzip (compression=\"gzip\" in h5py, or h5repack -f GZIP=4 IN OUT, where "
            + $"that has {name})"
    );
