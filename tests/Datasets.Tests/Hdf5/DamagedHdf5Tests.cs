using PureHDF;
using PureHDF.Filters;
using StreamLift.Datasets.Hdf5;
using StreamLift.Poses;
using StreamLift.Tests;

namespace StreamLift.Datasets.Tests.Hdf5;

public sealed class DamagedHdf5Tests : IDisposable
{
    // An intact file of this size takes a millisecond. The limit allows for a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HDF5_file_truncated_is_refused_in_one_line_that_names_the_file()
    {
        var (folder, positions) = OneTake();
        var whole = File.ReadAllBytes(positions);
        foreach (var length in new[] { 0, 1, 100, 800, whole.Length / 2, whole.Length * 9 / 10 })
        {
            File.WriteAllBytes(positions, whole[..length]);
            var problem = Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = folder }));
            Assert.Contains(positions, Assert.Single(problem.Problems));
        }
    }

    [CmuTheory]
    [InlineData("cameras.h5", "subject9/camera1/R")]
    [InlineData("S9/MyPoses/3D_positions/Walking.h5", "3D_positions")]
    public void Recorded_files_with_any_bytes_changed_are_read_or_refused_in_one_line(string file, string dataset) =>
        ReadOrRefused(File.ReadAllBytes(Path.Combine(SharedData.Cmu, "cmu36m", file)), dataset);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Written_files_with_any_bytes_changed_are_read_or_refused_in_one_line(bool isCompressed)
    {
        var path = _folder.File("whole.h5");
        var numbers = new double[96, 40];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i / 40, i % 40] = i;
        var dataset = isCompressed
            ? new H5Dataset(numbers, chunks: [16, 16], datasetCreation: new(Filters: [ShuffleFilter.Id, DeflateFilter.Id]))
            : new H5Dataset(numbers);
        new H5File { ["subject9"] = new H5Group { ["3D_positions"] = dataset } }.Write(path);
        ReadOrRefused(File.ReadAllBytes(path), "subject9/3D_positions");
    }

    private void ReadOrRefused(byte[] whole, string dataset)
    {
        const int files = 1500;
        var path = _folder.File("damaged.h5");
        var (random, refused) = (new Random(7), 0);
        for (var number = 0; number < files; number++)
        {
            var bytes = whole.ToArray();
            for (var left = 1 + random.Next(8); left > 0; left--)
            {
                // Most changes are in the structure of the file, because numbers may have any value.
                var at = random.Next(random.Next(4) == 0 ? bytes.Length : Math.Min(bytes.Length, 4096));
                bytes[at] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => byte.MaxValue,
                    _ => (byte)(bytes[at] ^ (1 << random.Next(8))),
                };
            }
            if (random.Next(10) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            File.WriteAllBytes(path, bytes);
            var reading = Task.Run(() => IsRefused(path, dataset));
            Assert.True(reading.Wait(Limit), $"damaged file {number} was still being read after {Limit.TotalSeconds} s");
            refused += reading.Result ? 1 : 0;
        }

        Assert.InRange(refused, files / 10, files - 1);
    }

    private static bool IsRefused(string path, string dataset)
    {
        try
        {
            using var damaged = new Hdf5File(path);
            if (!damaged.Has(dataset))
                return true;
            damaged.Read<double>(dataset);
            return false;
        }
        catch (ConfigurationException e)
        {
            Assert.Contains(path, Assert.Single(e.Problems));
            Assert.DoesNotContain('\n', e.Message);
            return true;
        }
    }

    [Fact]
    public void Truncated_cameras_h5_is_refused_in_one_line_that_names_the_file()
    {
        var (folder, _) = OneTake();
        var cameras = Path.Combine(folder, "cameras.h5");
        File.WriteAllBytes(cameras, File.ReadAllBytes(cameras)[..1_500]);
        var problem = Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = folder }));
        Assert.Contains(cameras, Assert.Single(problem.Problems));
    }

    [Fact]
    public void Human36M_published_cameras_are_used_when_cameras_h5_is_missing()
    {
        var (folder, _) = OneTake();
        var with = Dataset.Open(new DatasetOptions { Path = folder }).Sequences;
        File.Delete(Path.Combine(folder, "cameras.h5"));
        var without = Dataset.Open(new DatasetOptions { Path = folder }).Sequences;
        foreach (var (a, b) in with.Zip(without))
            for (var i = 0; i < 51; i++)
                Assert.Equal(a.Pose(0)[i], b.Pose(0)[i], 0.01);
    }

    [Fact]
    public void HDF5_pose_file_without_the_3D_positions_dataset_is_refused_by_name()
    {
        var (folder, positions) = OneTake();
        File.Copy(Path.Combine(folder, "cameras.h5"), positions, overwrite: true);
        Assert.Contains(
            "has no dataset 3D_positions",
            Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = folder })).Problems[0]
        );
    }

    /// <summary>The cameras and one take of S9, in a temporary folder.</summary>
    private (string Folder, string Positions) OneTake()
    {
        SyntheticRecording.Authors(_folder.Path, new SyntheticTake("S9", "Walking", 90, seed: 1));
        return (_folder.Path, Path.Combine(_folder.Path, "S9", "MyPoses", "3D_positions", "Walking.h5"));
    }
}
