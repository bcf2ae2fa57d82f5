using StreamLift.Datasets.Rigs;
using StreamLift.Datasets.Tests.Rigs;
using StreamLift.Poses;
using StreamLift.Rigs;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Bvh;

public sealed class BvhFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_of_mixed_rigs_is_read_and_each_unreadable_file_is_named()
    {
        Write("1_a.bvh", new MadeRig().Text());
        Write("2_b.BVH", new MadeRig { Naming = RigNaming.All[10], Centimetre = 0.01f }.Text());
        Write("3_c.Bvh", new MadeRig().Text());
        Write("4_empty.bvh", "");
        Write("5_damaged.bvh", new MadeRig().Text()[..2000]);
        Write("6_dog.bvh", "HIERARCHY ROOT tail\n{ OFFSET 0 0 0 CHANNELS 0 }\nMOTION Frames: 0 Frame Time: 0.1");
        var data = Open();
        Assert.Equal(["1/a", "2/b", "3/c"], data.Sequences.Select(sequence => $"{sequence.Subject}/{sequence.Action}").Distinct());
        Assert.Equal(5, data.Notes.Count);
        Assert.Matches("^left out: .*4_empty.bvh can't be read: line 1: found the end of the file; expected is HIERARCHY$", data.Notes[0]);
        Assert.Matches("^left out: .*5_damaged.bvh can't be read: line ", data.Notes[1]);
        Assert.Matches("^left out: .*6_dog.bvh: none of the 1 joints has a known name for RHip", data.Notes[2]);
        Assert.Equal("1_a.bvh, 3_c.Bvh: read as joints by name, cm, y up", data.Notes[3]);
        Assert.Equal("2_b.BVH: read as joints by name, m, y up", data.Notes[4]);
        MadeFile.Same(data.Sequences[0].World(19), data.Sequences[4].World(19));
    }

    [Fact]
    public void Folder_without_a_readable_file_is_refused_listing_every_file()
    {
        Write("1_a.bvh", "");
        Write("2_b.bvh", "x");
        var problems = Assert.Throws<ConfigurationException>(() => Open()).Problems;
        Assert.Equal(3, problems.Count);
        Assert.Contains("contains no usable sequence", problems[0], StringComparison.Ordinal);
        Assert.Contains("1_a.bvh", problems[1], StringComparison.Ordinal);
        Assert.Contains("2_b.bvh", problems[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_of_a_large_folder_are_limited_and_counted()
    {
        Write("0_good.bvh", new MadeRig { Frames = 2 }.Text());
        for (var i = 0; i < 30; i++)
        {
            Write($"{i}_bad.bvh", "");
            Write($"{i}_upside.bvh", new MadeRig { Frames = 2, Tilt = 180 }.Text());
        }
        var notes = Open().Notes;
        Assert.Equal(20, notes.Count(note => note.StartsWith("left out: ", StringComparison.Ordinal)));
        Assert.Contains("… and 10 more files that can't be read", notes);
        Assert.Contains(
            "30 files (0_upside.bvh, 1_upside.bvh, 2_upside.bvh, …): the person is on their head in most frames if y is up; if they stand, give --up -y",
            notes
        );
        Assert.Contains("31 files (0_good.bvh, 0_upside.bvh, 1_upside.bvh, …): read as joints by name, cm, y up", notes);
    }

    [Fact]
    public void Hidden_files_of_a_folder_are_no_takes()
    {
        Write("7_walk.bvh", new MadeRig().Text());
        Write("._7_walk.bvh", "\0\u0005\u0016\a");
        var data = Open();
        Assert.Equal("walk", Assert.Single(data.Sequences.Select(take => take.Action).Distinct()));
        Assert.DoesNotContain(data.Notes, note => note.Contains("._", StringComparison.Ordinal));
    }

    [Fact]
    public void Single_BVH_file_is_read_with_the_cameras_of_its_folder()
    {
        Write("7_walk.bvh", new MadeRig().Text());
        Write("8_other.bvh", new MadeRig().Text());
        Write(
            "cameras.json",
            """{"front":{"width":1920,"height":1080,"fx":1400,"fy":1400,"cx":960,"cy":540,"rotation":[1,0,0,0,0,-1,0,1,0],"translation":[0,1000,4000]}}"""
        );
        Assert.Equal("7/walk/front", Assert.Single(Open(_folder.File("7_walk.bvh")).Sequences).Stream);
    }

    [Fact]
    public void Options_of_rigs_reach_each_file_of_a_folder()
    {
        Write("a_1.bvh", MadeFile.Unnamed(new MadeRig().Text()).Replace("j3\n", "Fuß links\n", StringComparison.Ordinal));
        Write("joints.json", """{"LFoot": "Fuß links", "RFoot": "nowhere"}""");
        var problems = Assert.Throws<ConfigurationException>(() => Open(_folder.Path, new RigOptions { Joints = _folder.File("joints.json") })).Problems;
        Assert.Contains("the file has no joint named nowhere", problems[1], StringComparison.Ordinal);
        var data = Open(_folder.Path, new RigOptions { Unit = LengthUnit.Of(20), Up = WorldUp.Z });
        Assert.Contains("a_1.bvh: read as joints by the tree's shape, 20 mm a unit, z up", data.Notes);
    }

    [Fact]
    public void Options_of_rigs_are_refused_for_a_format_with_fixed_joints()
    {
        var npz = SyntheticRecording.Npz(_folder.File("data_3d_a.npz"), new SyntheticTake("S1", "Walking", 5, seed: 1));
        var refused = Assert.Throws<ConfigurationException>(() => Open(npz, new RigOptions { Joints = "a.json", Up = WorldUp.Z }));
        Assert.StartsWith("--joints, --up: only for motion files such as BVH; the joints and axes of ", refused.Message);
    }

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);

    private LoadedDataset Open(string? path = null, RigOptions? rig = null) =>
        Dataset.Open(new DatasetOptions { Path = path ?? _folder.Path, Rig = rig ?? new() });
}
