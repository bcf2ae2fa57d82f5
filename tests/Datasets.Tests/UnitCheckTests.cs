using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Tests;

namespace StreamLift.Datasets.Tests;

public sealed class UnitCheckTests : IDisposable
{
    private static readonly SyntheticTake[] Takes = [new("S9", "Walking", 20, seed: 2), new("S9", "Eating", 20, seed: 3)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1000, "mm")]
    [InlineData(100, "cm")]
    public void NPZ_file_in_another_metric_unit_is_converted_and_said_in_one_note(float perMetre, string unit)
    {
        var (right, other) = (Open(Npz(1)), Open(Npz(perMetre)));
        Assert.Empty(right.Notes);
        Assert.StartsWith($"S9/Eating and 1 more takes: the positions are read as {unit}, not as m, in which", Assert.Single(other.Notes));
        Assert.Contains("(--unit m reads them as they are)", other.Notes[0]);
        Same(right, other);
    }

    [Theory]
    [InlineData(0.001f, "m")]
    [InlineData(0.1f, "cm")]
    public void H5_file_in_another_metric_unit_is_converted_and_said_in_one_note(float perMillimetre, string unit)
    {
        var (right, other) = (Open(Authors(1)), Open(Authors(perMillimetre)));
        Assert.Empty(right.Notes);
        Assert.StartsWith($"S9/Eating and 1 more takes: the positions are read as {unit}, not as mm, in which", Assert.Single(other.Notes));
        Same(right, other);
    }

    [Fact]
    public void Given_unit_is_taken_as_it_is_and_a_body_of_impossible_size_is_said()
    {
        var right = Open(Npz(1), "m");
        Assert.Empty(right.Notes);
        Same(right, Open(Npz(1000), "mm"));
        Same(right, Open(Npz(1 / 0.0254f), "in"));
        Assert.Contains(
            "mm long; a person's are 300 mm to 1,500 mm. --unit names the unit of the positions: cm, m, mm",
            Assert.Single(Open(Npz(1), "mm").Notes)
        );
    }

    [Fact]
    public void Body_whose_size_fits_no_metric_unit_is_left_as_it_is_and_said()
    {
        var odd = Open(Npz(2));
        Assert.Contains("S9/Eating and 1 more takes: the legs are 1,", Assert.Single(odd.Notes));
        Assert.Equal(2 * Open(Npz(1)).Sequences[0].World(0)[2], odd.Sequences[0].World(0)[2], 0.1f);
    }

    [SharedFact("field/npz-units")]
    public void NPZ_file_of_the_field_in_millimetres_is_told_and_read()
    {
        var data = Open(Path.Combine(SharedData.Root, "field", "npz-units", "data_3d_mm.npz"));
        Assert.Contains("the positions are read as mm, not as m", Assert.Single(data.Notes));
        Assert.InRange(data.Sequences[0].World(0)[2], 600, 1200);
    }

    [SharedFact("field/h5-units")]
    public void H5_file_of_the_field_in_metres_is_told_and_read()
    {
        var data = Open(Path.Combine(SharedData.Root, "field", "h5-units", "metres"));
        Assert.Contains("the positions are read as m, not as mm", Assert.Single(data.Notes));
        Assert.InRange(data.Sequences[0].World(0)[2], 600, 1200);
    }

    [SharedFact("field/h5-units")]
    public void H5_file_of_the_field_with_LZF_is_refused_naming_LZF_and_the_way_out()
    {
        var problem = Assert.Throws<ConfigurationException>(() => Open(Path.Combine(SharedData.Root, "field", "h5-units", "lzf")));
        Assert.Contains("Walking.h5 is compressed with LZF, which can't be read: write it again with gzip (", Assert.Single(problem.Problems));
    }

    private static LoadedDataset Open(string path, string? unit = null) =>
        Dataset.Open(new DatasetOptions { Path = path, Rig = RigOptions.Parse((null, unit, null)) });

    private string Npz(float scale) => SyntheticRecording.Npz(_folder.File($"data_3d_{scale}.npz"), scale, Takes);

    private string Authors(float scale) => SyntheticRecording.Authors(Path.Combine(_folder.Path, $"authors-{scale}"), scale, Takes);

    private static void Same(LoadedDataset one, LoadedDataset other)
    {
        Assert.Equal(one.Sequences.Select(s => (s.Stream, s.Frames)), other.Sequences.Select(s => (s.Stream, s.Frames)));
        foreach (var (a, b) in one.Sequences.Zip(other.Sequences))
            for (var frame = 0; frame < a.Frames; frame++)
            for (var i = 0; i < 51; i++)
                Assert.Equal(a.World(frame)[i], b.World(frame)[i], 0.01f);
    }
}
