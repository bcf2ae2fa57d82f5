using StreamLift.Datasets.Markers;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.MotionFiles;

public sealed class HostileMotionFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BVH_without_end_sites_below_the_feet_is_read()
    {
        static string Joint(string name, string offset, string below = "") =>
            $"JOINT {name}\n{{\nOFFSET {offset}\nCHANNELS 3 Zrotation Xrotation Yrotation\n{below}}}\n";
        static string Leg(string side, int x) => Joint(side + "UpLeg", $"{x} 0 0", Joint(side + "Leg", "0 -42 0", Joint(side + "Foot", "0 -42 0")));
        static string Arm(string side, int x) => Joint(side + "Arm", $"{x} 0 0", Joint(side + "ForeArm", $"{2 * x} 0 0", Joint(side + "Hand", $"{2 * x} 0 0")));
        var chest = Joint("Chest", "0 50 0", Arm("Left", 15) + Arm("Right", -15) + Joint("Head", "0 12 0"));
        var file = _folder.File("a.bvh");
        File.WriteAllText(
            file,
            "HIERARCHY\nROOT Hips\n{\nOFFSET 0 0 0\nCHANNELS 3 Xposition Yposition Zposition\n"
                + Leg("Left", 9)
                + Leg("Right", -9)
                + chest
                + "}\nMOTION\nFrames: 1\nFrame Time: 0.01\n0 84 0"
                + string.Concat(Enumerable.Repeat(" 0", 3 * 14))
        );
        Assert.Equal(51, Read(file).World.Length);
    }

    [Theory]
    [InlineData("dof rx ry rz", "dof rx ry rz rx", "has a channel twice")]
    [InlineData("order TX TY TZ RX RY RZ", "order TX RX RX RY RZ", "has a channel twice")]
    [InlineData("axis XYZ\n", "axis XYZX\n", "the axes 'XYZX' are not read; read are x, y and z in any order")]
    [InlineData(" XYZ\n    dof", " XYQ\n    dof", "the axes 'XYQ' are not read; read are x, y and z in any order")]
    public void ASF_with_impossible_channels_or_axes_is_refused(string from, string to, string problem)
    {
        File.WriteAllText(_folder.File("07.asf"), AcclaimBuilder.Asf().Replace(from, to, StringComparison.Ordinal));
        File.WriteAllText(_folder.File("07_01.amc"), AcclaimBuilder.Amc(1));
        Assert.Contains(problem, Assert.Throws<ConfigurationException>(() => Read(_folder.File("07_01.amc"))).Message);
    }

    [Fact]
    public void ASF_without_any_channel_is_refused()
    {
        var lines = AcclaimBuilder.Asf().Split('\n').Where(line => !line.Contains("dof", StringComparison.Ordinal));
        File.WriteAllText(_folder.File("07.asf"), string.Join('\n', lines).Replace("order TX TY TZ RX RY RZ", "order", StringComparison.Ordinal));
        File.WriteAllText(_folder.File("07_01.amc"), "1\n");
        Assert.EndsWith("no bone moves", Assert.Throws<ConfigurationException>(() => Read(_folder.File("07_01.amc"))).Message);
    }

    [Fact]
    public void AMC_and_TRC_whose_short_lines_would_fill_memory_are_refused()
    {
        File.WriteAllText(_folder.File("07.asf"), AcclaimBuilder.Asf());
        File.WriteAllText(_folder.File("07_01.amc"), string.Concat(Enumerable.Repeat("1\n", 300_000)));
        Assert.Contains("many more numbers than the file has", Assert.Throws<ConfigurationException>(() => Read(_folder.File("07_01.amc"))).Message);
        string[] names = [.. Enumerable.Range(0, 2000).Select(i => $"m{i}")];
        File.WriteAllText(_folder.File("a.trc"), TrcBuilder.Write(names, []) + string.Concat(Enumerable.Repeat("1\n", 2000)));
        Assert.Contains("many more markers than the file has", Assert.Throws<ConfigurationException>(() => Read(_folder.File("a.trc"))).Message);
    }

    [Fact]
    public void C3D_parameters_that_overlap_are_read_in_bounded_memory()
    {
        var bytes = new byte[400_000];
        var at = 4;
        (bytes[3], bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]) = (84, 1, 0xFF, (byte)'G', 2);
        for (at += 5; at < 200_000; at += 11)
            new byte[] { 2, 1, (byte)(at / 11 % 256), (byte)(at / 11 / 256), 7, 0, 1, 3, 255, 255, 1 }.CopyTo(bytes, at);
        var before = GC.GetAllocatedBytesForCurrentThread();
        C3dParameters.Read(bytes, 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public void Rig_with_hundreds_of_joints_of_one_name_is_read_in_bounded_memory()
    {
        string[] names = [.. Enumerable.Repeat("LeftLeg", 200), .. Enumerable.Repeat("LeftFoot", 200)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = NamedJoints.Find(names, new RigTree([.. Enumerable.Range(-1, names.Length)]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
        Assert.True(found.Limbs[3] >= 0 && found.Limbs[3] < found.Limbs[4] && found.Limbs[4] < found.Limbs[5]);
    }

    [Fact]
    public void Motion_file_with_infinite_positions_is_left_out_and_the_others_are_read()
    {
        File.WriteAllText(_folder.File("1_walk.bvh"), new MadeRig().Text());
        File.WriteAllText(_folder.File("2_walk.bvh"), new MadeRig { Place = _ => new(2e38f, 0, 0) }.Text());
        var data = Dataset.Open(new DatasetOptions { Path = _folder.Path });
        Assert.All(data.Sequences, sequence => Assert.Equal("1", sequence.Subject));
        Assert.Contains(data.Notes, note =>
            note.StartsWith("left out: ", StringComparison.Ordinal) && note.EndsWith("is not finite in frame 0", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void File_of_the_same_take_as_another_is_left_out()
    {
        File.WriteAllText(_folder.File("1_walk 2.bvh"), new MadeRig().Text());
        File.WriteAllText(_folder.File("1_walk_2.bvh"), new MadeRig().Text());
        var data = Dataset.Open(new DatasetOptions { Path = _folder.Path });
        Assert.Equal(4, data.Sequences.Count);
        var (first, second) = (_folder.File("1_walk 2.bvh"), _folder.File("1_walk_2.bvh"));
        Assert.Contains($"left out: {second}: its subject and action, 1/walk 2, are those of {first}", data.Notes);
    }

    private static RigReading Read(string file) =>
        MotionFormat.All.Single(format => file.EndsWith(format.Extension, StringComparison.Ordinal)).ReadFile(file, new RigOptions(), joints: null);
}
