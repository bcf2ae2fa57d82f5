using StreamLift.Poses;

namespace StreamLift.Datasets.Tests.Human36m;

public sealed class CdfRecordingsTests : IDisposable
{
    private static readonly SyntheticTake[] Takes = [new("S9", "Walking", 40, seed: 1), new("S9", "Walking 1", 25, seed: 2), new("S9", "Running", 31, seed: 3)];

    private readonly TemporaryFolder _folder = new();

    private string Features => Path.Combine(_folder.Path, "S9", "MyPoseFeatures");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Human36M_CDF_world_poses_match_the_HDF5_poses_made_from_them()
    {
        SyntheticRecording.AddCdf(_folder.Path, Takes);
        SyntheticRecording.Authors(_folder.Path, Takes);
        var (cdf, authors) = (Open(Features), Open(_folder.Path).Sequences.ToDictionary(sequence => sequence.Stream));
        Assert.StartsWith("Human3.6M's CDF", cdf.Description, StringComparison.Ordinal);
        Assert.Equal(12, cdf.Sequences.Count);
        foreach (var sequence in cdf.Sequences)
        {
            var same = authors[sequence.Stream];
            Assert.Equal(same.Frames, sequence.Frames);
            for (var frame = 0; frame < sequence.Frames; frame++)
            for (var i = 0; i < 51; i++)
                Assert.Equal(same.World(frame)[i], sequence.World(frame)[i], 0.01f);
        }
    }

    [Fact]
    public void Human36M_mono_CDF_poses_are_transformed_from_camera_to_world_space()
    {
        SyntheticRecording.AddCdf(_folder.Path, Takes);
        var (mono, world) = (Open(Path.Combine(Features, "D3_Positions_mono")), Open(Features).Sequences.ToDictionary(sequence => sequence.Stream));
        foreach (var sequence in mono.Sequences)
            for (var frame = 0; frame < sequence.Frames; frame += 7)
            for (var i = 0; i < 51; i++)
                Assert.Equal(world[sequence.Stream].World(frame)[i], sequence.World(frame)[i], 0.05f);
    }

    [Fact]
    public void Human36M_D2_CDF_keypoints_match_the_projected_3D_truth()
    {
        SyntheticRecording.AddCdf(_folder.Path, Takes);
        foreach (
            var file in Directory.GetFiles(Path.Combine(Features, "D2_Positions")).Where(file => !file.EndsWith(".54138969.cdf", StringComparison.Ordinal))
        )
            File.Delete(file);
        var truth = Open(Features).Sequences.ToDictionary(sequence => sequence.Stream);
        foreach (var detections in (string[])["D2_Positions", Path.Combine(Features, "D2_Positions")])
        {
            var detected = Open(Features, detections);
            Assert.Equal(3, detected.Sequences.Count);
            Assert.Equal(9, detected.Notes.Count(note => note.EndsWith("there are no 2D keypoints", StringComparison.Ordinal)));
            foreach (var sequence in detected.Sequences)
                for (var frame = 0; frame < sequence.Frames; frame++)
                for (var i = 0; i < 51; i++)
                    Assert.Equal(truth[sequence.Stream].Keypoints(frame)[i], sequence.Keypoints(frame)[i], 0.05f);
        }
    }

    [Fact]
    public void Human36M_download_of_several_subjects_is_read_by_subject_and_action()
    {
        Save("S1/MyPoseFeatures/D3_Positions/WalkingDog 1.cdf", [1, 3, 96]);
        Save("S11/MyPoseFeatures/D3_Positions/TakingPhoto.cdf", [1, 4, 96]);
        Save("S11/MyPoseFeatures/D3_Positions_mono/TakingPhoto.54138969.cdf", [1, 4, 96]);
        var data = Open(_folder.Path);
        Assert.Equal(["S1/WalkDog 1/54138969", "S11/Photo/54138969"], data.Sequences.Where((_, i) => i % 4 == 0).Select(sequence => sequence.Stream));
        Assert.Equal([3, 4], data.Sequences.Where((_, i) => i % 4 == 0).Select(sequence => sequence.Frames));
        Assert.Single(Open(Path.Combine(_folder.Path, "S11")).Sequences.Select(sequence => sequence.Subject).Distinct());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Human36M_CDF_poses_are_read_correctly_even_if_the_majority_flag_is_wrong(bool says, bool isRowMajor)
    {
        // 96 coordinates that hardly change in 20 frames.
        var values = Enumerable.Range(0, 20 * 96).Select(i => (i % 96 * 19 % 1700) + (i / 96 * 0.5f)).ToArray();
        var file = new CdfBuilder { RowMajor = isRowMajor }.Write("Pose", [1, 20, 96], values);
        file[43] = (byte)(says ? 3 : 2); // the flags are the fourth byte
        File.WriteAllBytes(_folder.File(Path.Combine("S1", "MyPoseFeatures", "D3_Positions", "Walking.cdf")), file);
        var sequence = Open(_folder.Path).Sequences[0];
        for (var frame = 0; frame < 20; frame++)
            Assert.Equal(values.AsSpan(frame * 96, 9), sequence.World(frame)[..9]);
    }

    [Fact]
    public void Human36M_CDF_with_a_wrong_shape_or_an_unknown_camera_is_refused_by_name()
    {
        Save("S1/MyPoseFeatures/D3_Positions/Walking.cdf", [1, 3, 78]);
        Assert.Contains("Pose has the shape (1, 3, 78)", Assert.Throws<ConfigurationException>(() => Open(_folder.Path)).Message, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(_folder.Path, "S1", "MyPoseFeatures", "D3_Positions"), recursive: true);
        Save("S1/MyPoseFeatures/D3_Positions_mono/Walking.1234.cdf", [1, 3, 96]);
        Assert.Contains("'1234' is not a camera of S1", Assert.Throws<ConfigurationException>(() => Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private void Save(string name, int[] shape)
    {
        var path = _folder.File(Path.Combine(name.Split('/')));
        var count = shape.Aggregate(1, (product, length) => product * length);
        File.WriteAllBytes(
            path,
            new CdfBuilder { CompressedValues = true, RowMajor = false }.Write("Pose", shape, [.. Enumerable.Range(0, count).Select(i => (float)(i % 500))])
        );
    }

    private static LoadedDataset Open(string path, string detections = "gt", params string[] subjects) =>
        Dataset.Open(
            new DatasetOptions
            {
                Path = path,
                Detections = detections,
                Subjects = subjects.Length == 0 ? null : subjects,
            }
        );
}
