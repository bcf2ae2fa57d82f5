using System.IO.Compression;
using StreamLift.Poses;

namespace StreamLift.Datasets.Tests.Numpy;

public sealed class DamagedNpzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NPZ_file_truncated_anywhere_is_refused_in_one_line_that_names_the_file()
    {
        var whole = File.ReadAllBytes(NpzBuilder.Positions(_folder.File("data_3d_whole.npz"), ("S9", "Eating", 3)));
        for (var length = 0; length < whole.Length; length += 7)
        {
            var problem = Assert.Throws<ConfigurationException>(() => Open(whole[..length]));
            Assert.Contains("data_3d_damaged.npz", Assert.Single(problem.Problems));
        }
    }

    [Fact]
    public void NPZ_file_that_is_no_zip_archive_or_damaged_inside_is_named_with_the_remedy()
    {
        var whole = File.ReadAllBytes(NpzBuilder.Positions(_folder.File("data_3d_whole.npz"), ("S9", "Eating", 3)));
        foreach (var damaged in (byte[][])["this is text"u8.ToArray(), [.. whole[..^30], .. new byte[30]]])
            Assert.Contains(
                "is damaged, or not the zip archive that an .npz file is: copy it again",
                Assert.Single(Assert.Throws<ConfigurationException>(() => Open(damaged)).Problems)
            );
    }

    [Fact]
    public void Two_takes_of_one_name_are_refused_and_named()
    {
        var path = NpzBuilder.Positions(_folder.File("data_3d_twice.npz"), ("S9", "Walking 1", 3), ("S9", "Eating", 3), ("S9", "Walking_1", 3));
        var problem = Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = path }));
        Assert.Contains("two takes are named S9/Walking 1", Assert.Single(problem.Problems));
    }

    [Fact]
    public void NPZ_file_with_corrupt_bytes_is_read_or_refused_without_crashing()
    {
        var whole = File.ReadAllBytes(NpzBuilder.Positions(_folder.File("data_3d_whole.npz"), ("S9", "Eating", 3)));
        var random = new Random(7);
        for (var i = 0; i < 600; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            OpenOrRefuse(damaged);
        }
    }

    [Fact]
    public void NPZ_file_with_a_corrupt_pickle_is_read_or_refused_without_crashing()
    {
        var pickle = PickleBuilder.Of(new Dictionary<string, object?> { ["S9"] = new Dictionary<string, object?> { ["Eating"] = NpzBuilder.Pose(1) } });
        var random = new Random(8);
        for (var i = 0; i < 600; i++)
        {
            var damaged = (byte[])pickle.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                damaged[random.Next(200)] = (byte)random.Next(256);
            OpenOrRefuse(File.ReadAllBytes(NpzBuilder.Write(_folder.File("data_3d_fuzzed.npz"), ("positions_3d", damaged))));
        }
    }

    [Theory]
    [InlineData("<f4", "(1000000, 32, 3)")]
    [InlineData("<f4", "(2000000000, 2000000000)")]
    [InlineData("<f4", "(0, 2000000000, 2000000000)")]
    [InlineData("<f4", "(-1, 3)")]
    [InlineData("<M8[ns]", "(1,)")]
    [InlineData("<f4", "(1")]
    public void NPZ_file_with_an_invalid_or_oversized_array_header_is_refused(string type, string shape)
    {
        var path = _folder.File("data_3d_header.npz");
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        using (var stream = archive.CreateEntry("positions_3d.npy").Open())
            stream.Write(NpzBuilder.Npy(type, shape, new byte[64]));
        var problem = Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = path }));
        Assert.Contains(path, Assert.Single(problem.Problems));
    }

    [Fact]
    public void A_zip_bomb_is_refused_by_its_sizes()
    {
        var path = _folder.File("data_3d_bomb.npz");
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        using (var stream = archive.CreateEntry("positions_3d.npy", CompressionLevel.Optimal).Open())
            for (var i = 0; i < 100; i++)
                stream.Write(new byte[1 << 20]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("claims", Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = path })).Problems[0]);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 50 << 20);
    }

    [Fact]
    public void NPZ_file_of_2D_keypoints_given_as_3D_is_refused_listing_its_contents()
    {
        var path = NpzBuilder.Keypoints(_folder.File("data_2d_x.npz"), ("S9", "Eating", [3, 3, 3, 3]));
        var problem = Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = path }));
        Assert.Contains("has no positions_3d; its arrays are positions_2d, metadata", Assert.Single(problem.Problems));
    }

    private void OpenOrRefuse(byte[] file)
    {
        try
        {
            Assert.NotEmpty(Open(file).Sequences);
        }
        catch (ConfigurationException refused)
        {
            Assert.All(refused.Problems, p => Assert.DoesNotContain('\n', p));
        }
    }

    private LoadedDataset Open(byte[] file)
    {
        var path = _folder.File("data_3d_damaged.npz");
        File.WriteAllBytes(path, file);
        return Dataset.Open(new DatasetOptions { Path = path });
    }
}
