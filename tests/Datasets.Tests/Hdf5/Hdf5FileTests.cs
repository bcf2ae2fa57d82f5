using System.IO.Compression;
using PureHDF;
using PureHDF.Filters;
using StreamLift.Datasets.Hdf5;
using StreamLift.Poses;

namespace StreamLift.Datasets.Tests.Hdf5;

public sealed class Hdf5FileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<Array> Numbers =>
        [
            new double[] { 1, 2, 250 },
            new float[] { 1, 2, 250 },
            new Half[] { (Half)1, (Half)2, (Half)250 },
            new long[] { 1, 2, 250 },
            new ulong[] { 1, 2, 250 },
            new int[] { 1, 2, 250 },
            new uint[] { 1, 2, 250 },
            new short[] { 1, 2, 250 },
            new ushort[] { 1, 2, 250 },
            new byte[] { 1, 2, 250 },
        ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_dataset_of_any_kind_of_number_is_read_as_the_kind_that_was_asked_for(Array stored)
    {
        using var file = Written(stored);
        var (shape, values) = file.Read<double>("group/numbers");
        Assert.Equal([3], shape);
        Assert.Equal([1, 2, 250], values);
        Assert.Equal([1f, 2, 250], file.Read<float>("group/numbers").Values);
        Assert.Equal([1, 2, 250], file.Read<ushort>("group/numbers").Values);
    }

    [Fact]
    public void Negative_integers_keep_their_sign()
    {
        using var bytes = Written(new sbyte[] { -1, 2 });
        Assert.Equal([-1d, 2], bytes.Read<double>("group/numbers").Values);
        using var shorts = Written(new short[] { -300, 2 });
        Assert.Equal([-300f, 2], shorts.Read<float>("group/numbers").Values);
    }

    [Fact]
    public void A_dataset_of_compressed_chunks_is_read_in_C_order()
    {
        var stored = new float[10, 7];
        for (var i = 0; i < stored.Length; i++)
            stored[i / 7, i % 7] = i;
        using var file = Written(new H5Dataset(stored, chunks: [4, 3], datasetCreation: new(Filters: [ShuffleFilter.Id, DeflateFilter.Id])));
        var (shape, values) = file.Read<double>("group/numbers");
        Assert.Equal([10, 7], shape);
        Assert.Equal(Enumerable.Range(0, 70).Select(i => (double)i), values);
    }

    [Fact]
    public void Text_and_groups_are_refused_as_no_numbers()
    {
        using var file = Written(new[] { "one", "two" });
        Assert.Contains("contains no numbers", Assert.Throws<ConfigurationException>(() => file.Read<double>("group/numbers")).Problems[0]);
        Assert.Contains("has no dataset group,", Assert.Throws<ConfigurationException>(() => file.Read<double>("group")).Problems[0]);
        Assert.Contains("has no dataset other,", Assert.Throws<ConfigurationException>(() => file.Read<double>("other")).Problems[0]);
    }

    [Fact]
    public void Only_paths_in_the_file_are_there()
    {
        using var file = Written(new[] { 1 });
        Assert.True(file.Has("group"));
        Assert.True(file.Has("group/numbers"));
        Assert.False(file.Has("group/other"));
        Assert.False(file.Has("other/numbers"));
    }

    [Fact]
    public void A_chunk_that_inflates_to_more_than_its_size_is_refused()
    {
        var compressed = new MemoryStream();
        using (var deflating = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            deflating.Write(new byte[1000]);
        Memory<byte> Inflated(int chunkSize) => new BoundedDeflate().Filter(new FilterInfo(H5FilterFlags.Decompress, [], chunkSize, compressed.ToArray()));
        Assert.Equal(1000, Inflated(1000).Length);
        Assert.Throws<InvalidDataException>(() => Inflated(900));
    }

    [Fact]
    public void Chunks_of_far_more_than_the_dataset_are_refused()
    {
        var cache = new WholeDatasetCache(1000);
        var chunk = new byte[1 << 20];
        Assert.Throws<InvalidDataException>(() =>
        {
            for (var index = 0UL; index < 100; index++)
                cache.GetChunk(index, () => chunk);
        });
    }

    [Fact]
    public void Reading_that_leads_in_circles_ends()
    {
        using var stream = Stream();
        Assert.Throws<InvalidDataException>(() =>
        {
            for (var reads = 0; reads < 100_000_000; reads++)
            {
                stream.Position = 0;
                stream.ReadByte();
            }
        });
    }

    [Fact]
    public void Recursion_without_an_end_ends_before_the_stack_does()
    {
        using var stream = Stream();
        Assert.Throws<InsufficientExecutionStackException>(() => Follow(0));

        int Follow(int depth)
        {
            stream.Position = 0;
            return stream.ReadByte() + Follow(depth + 1) + depth;
        }
    }

    private GuardedStream Stream()
    {
        var path = _folder.File("one");
        File.WriteAllBytes(path, [1]);
        return new GuardedStream(File.OpenRead(path));
    }

    private Hdf5File Written(object numbers)
    {
        var path = _folder.File($"{Guid.NewGuid()}.h5");
        new H5File { ["group"] = new H5Group { ["numbers"] = numbers } }.Write(path);
        return new Hdf5File(path);
    }
}
