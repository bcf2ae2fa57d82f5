using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Rigs;

public sealed class ShapedJointsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("j{0}", false)]
    [InlineData("骨{0}", false)]
    [InlineData("j{0}", true)]
    public void Joints_are_found_by_the_shape_of_the_tree_where_names_say_nothing(string name, bool hasOwnAxes)
    {
        var reading = MadeFile.Read(_folder, MadeFile.Unnamed(new MadeRig { HasOwnAxes = hasOwnAxes }.Text(), name));
        Assert.Equal("joints by the tree's shape, cm, y up", reading.Settings);
        var note = Assert.Single(reading.Notes);
        Assert.StartsWith(
            "its joint names are unknown, so its joints were found by the tree's shape; if one is wrong, give --joints FILE with {\"RHip\": ",
            note
        );
        MadeFile.Same(MadeFile.Expected(_folder), reading.World, hasOwnAxes ? 15 : 1);
    }

    [Theory]
    [InlineData("{L}_*", "aa bb cc dd ee ff gg hh")]
    [InlineData("*.{left}", "aa bb cc dd ee ff gg hh")]
    public void Left_is_told_by_names_that_say_a_side(string sided, string limbs)
    {
        // Mirrored: what the names call left is where the right is in the others.
        var naming = new RigNaming("", sided, limbs, "root,s1,s2,s3,n,h");
        var text = new MadeRig { Naming = naming, Axes = v => v with { X = -v.X } }.Text();
        var reading = MadeFile.Read(_folder, text);
        Assert.StartsWith("joints by the tree's shape", reading.Settings);
        Assert.Contains($"\"LHip\": \"{naming.Limb(0, isLeft: true)}\"", reading.Notes[0], StringComparison.Ordinal);
        Assert.Contains($"\"RWrist\": \"{naming.Limb(7, isLeft: false)}\"", reading.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Template_of_a_rig_found_by_its_shape_reads_the_same_poses()
    {
        var text = MadeFile.Unnamed(new MadeRig().Text());
        var shaped = MadeFile.Read(_folder, text);
        var file = _folder.File("joints.json");
        File.WriteAllText(file, shaped.Notes[0][shaped.Notes[0].IndexOf('{', StringComparison.Ordinal)..]);
        var given = MadeFile.Read(_folder, text, new RigOptions { Joints = file });
        Assert.Equal("joints by --joints, cm, y up", given.Settings);
        MadeFile.Same(shaped.World, given.World);
    }

    [Theory]
    [InlineData("HIERARCHY ROOT a\n{ OFFSET 0 0 0 CHANNELS 0 JOINT b\n{ OFFSET 0 1 0 CHANNELS 0 } }\nMOTION Frames: 0 Frame Time: 0.1")]
    [InlineData("HIERARCHY ROOT a\n{ OFFSET 0 0 0 CHANNELS 0 }\nMOTION Frames: 0 Frame Time: 0.1")]
    public void Tree_that_is_no_person_is_refused(string text) => Assert.Throws<ConfigurationException>(() => MadeFile.Read(_folder, text));
}
