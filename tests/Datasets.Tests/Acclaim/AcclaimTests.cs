using System.Text;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;

namespace StreamLift.Datasets.Tests.Acclaim;

public sealed class AcclaimTests : IDisposable
{
    private const int Frames = 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ASF_and_AMC_give_the_poses_of_the_BVH_made_from_the_same_rotations()
    {
        Write("07.asf", AcclaimBuilder.Asf());
        var amc = Read(Write("07_01.amc", AcclaimBuilder.Amc(Frames)));
        var bvh = Read(Write("07_01.bvh", AcclaimBuilder.Bvh(Frames)));
        Assert.Equal("joints by name, cmu, y up", amc.Settings);
        Assert.Equal("joints by name, cm, y up", bvh.Settings);
        Assert.Equal(51 * Frames, amc.World.Length);
        Assert.Empty(amc.Notes);
        for (var i = 0; i < amc.World.Length; i++)
            Assert.Equal(bvh.World[i], amc.World[i], 0.05f);
        Assert.True(
            Enumerable.Range(0, 17).All(joint => Math.Abs(amc.World[(3 * joint) + 2] - amc.World[(51 * 20) + (3 * joint) + 2]) > 1),
            "each joint moves"
        );
    }

    [Fact]
    public void AMC_file_takes_the_skeleton_that_its_name_begins_with_or_the_only_one()
    {
        Write("any.asf", AcclaimBuilder.Asf());
        var amc = Write("07_01.amc", AcclaimBuilder.Amc(2));
        Assert.Equal(2 * 51, Read(amc).World.Length);
        Write("other.asf", "nothing");
        Assert.EndsWith(
            "can't be read: its skeleton is missing: 2 *.asf beside it, and none that its name begins with",
            Assert.Throws<ConfigurationException>(() => Read(amc)).Message
        );
        Write("07.asf", AcclaimBuilder.Asf());
        Assert.Equal(2 * 51, Read(amc).World.Length);
        var data = Dataset.Open(new DatasetOptions { Path = _folder.Path });
        Assert.Equal("07/01/random-1", data.Sequences[0].Stream);
    }

    [Theory]
    [InlineData("lfemur 1 2 3", "lfemur 1 2", "line 5: 'lfemur' has 2 numbers; its skeleton has 3")]
    [InlineData("lfemur 1 2 3", "tail 1", "line 5: 'tail' is no bone of the skeleton")]
    [InlineData("lfemur 1 2 3", "lfemur 1 2 x", "line 5: a number is missing after 'lfemur'")]
    [InlineData("1\n", "", "line 3: expected is a frame's number")]
    public void AMC_faults_are_named_with_their_line(string from, string to, string problem)
    {
        Write("07.asf", AcclaimBuilder.Asf());
        var text = ":FULLY-SPECIFIED\n:DEGREES\n1\nroot 0 95 0 0 0 0\nlfemur 1 2 3\n".Replace(from, to, StringComparison.Ordinal);
        var file = Write("07_01.amc", text);
        Assert.EndsWith(problem, Assert.Throws<ConfigurationException>(() => Read(file)).Message);
    }

    [Theory]
    [InlineData("dof rx ry rz", "dof tx ry rz", "the channel 'tx' is not read; read are rx, ry, rz")]
    [InlineData("lhipjoint lfemur", "tail lfemur", "'tail' is not below the root")]
    [InlineData("    lhipjoint lfemur", "    lhipjoint paw", "'paw' is no bone of :bonedata, or has two parents")]
    [InlineData(":hierarchy", ":nothing", "it has no :hierarchy with bones")]
    public void ASF_faults_are_named(string from, string to, string problem)
    {
        Write("07.asf", AcclaimBuilder.Asf().Replace(from, to, StringComparison.Ordinal));
        var file = Write("07_01.amc", AcclaimBuilder.Amc(1));
        Assert.EndsWith(problem, Assert.Throws<ConfigurationException>(() => Read(file)).Message);
    }

    [Fact]
    public void Acclaim_files_with_any_bytes_changed_are_read_or_refused_in_one_line()
    {
        var (asf, amc, random) = (Encoding.ASCII.GetBytes(AcclaimBuilder.Asf()), Encoding.ASCII.GetBytes(AcclaimBuilder.Amc(3)), new Random(5));
        byte[] Changed(byte[] whole)
        {
            var changed = random.Next(3) == 0 ? whole[..random.Next(whole.Length)] : whole.ToArray();
            for (var change = random.Next(4); change > 0 && changed.Length > 0; change--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            return changed;
        }
        for (var i = 0; i < 300; i++)
        {
            File.WriteAllBytes(_folder.File("07.asf"), i % 2 == 0 ? Changed(asf) : asf);
            File.WriteAllBytes(_folder.File("07_01.amc"), i % 2 == 0 ? amc : Changed(amc));
            try
            {
                Assert.Equal(0, Read(_folder.File("07_01.amc")).World.Length % 51);
            }
            catch (ConfigurationException refused)
            {
                Assert.DoesNotContain('\n', Assert.Single(refused.Problems));
            }
        }
    }

    private static RigReading Read(string file) =>
        MotionFormat.All.Single(format => file.EndsWith(format.Extension, StringComparison.Ordinal)).ReadFile(file, new RigOptions(), joints: null);

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
