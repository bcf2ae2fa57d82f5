using System.Numerics;
using System.Text.RegularExpressions;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Rigs;
using StreamLift.Tests;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Rigs;

public sealed partial class RigNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Rigs => [.. RigNaming.All.Select(naming => naming.Rig)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Joints_of_a_standing_person_are_where_the_body_has_them()
    {
        var world = Read(new MadeRig { Turn = 0, Frames = 1 }).World;
        void Is(Vector3 expected, string joint, float tolerance = 1) => MadeFile.Near(expected, MadeFile.At(world, joint), tolerance, joint);
        Is(new(0, 0, 930), "Hip");
        Is(new(-90, 0, 930), "RHip");
        Is(new(90, 0, 510), "LKnee");
        Is(new(90, 0, 100), "LFoot");
        Is(new(0, 0, 930 + 235), "Spine");
        Is(new(0, 0, 1430), "Thorax");
        Is(new(0, -7, 1430 + 190), "Neck/Nose", 10);
        Is(new(0, -10, 1760), "Head");
        Is(new(170 + 280, 0, 1430), "LElbow");
        Is(new(-170 - 280 - 260, 0, 1430), "RWrist");
    }

    [Theory]
    [MemberData(nameof(Rigs))]
    public void Joints_are_found_by_the_names_of_each_rig(string rig)
    {
        var reading = Read(new MadeRig { Naming = Named(rig) });
        Assert.Equal("joints by name, cm, y up", reading.Settings);
        Assert.Empty(reading.Notes);
        MadeFile.Same(MadeFile.Expected(_folder), reading.World);
    }

    [CmuTheory]
    [MemberData(nameof(Rigs))]
    public void Real_motion_renamed_as_each_rig_names_it_gives_the_same_poses(string rig)
    {
        var original = Path.Combine(SharedData.Cmu, "bvh", "007_04.bvh");
        var expected = MotionFormat.Bvh.ReadFile(original, new RigOptions(), joints: null);
        var reading = MadeFile.Read(_folder, Renamed(File.ReadAllText(original), Named(rig)));
        Assert.Equal(expected.Settings, reading.Settings);
        MadeFile.Same(expected.World, reading.World);
    }

    [Theory]
    [InlineData(0.25f)]
    [InlineData(0.25f, 0.47f)]
    [InlineData(0.25f, 0.6f, 0.9f)]
    [InlineData(0.12f, 0.25f, 0.75f)]
    public void Spine_is_the_same_point_of_the_body_whatever_joints_the_back_has(params float[] back)
    {
        MadeFile.Same(MadeFile.Expected(_folder), Read(new MadeRig { Back = back }).World);
        MadeFile.Same(MadeFile.Expected(_folder), Read(new MadeRig { Back = back, HasOwnAxes = true }).World, 15);
    }

    [Theory]
    [InlineData(8, 12)]
    [InlineData(40, 12)]
    // Without an end site nothing tells how the head is turned against the neck, here by up to 40°.
    [InlineData(0, 140)]
    public void Head_is_the_top_of_the_head_whatever_end_site_the_rig_has(float skull, float tolerance) =>
        MadeFile.Same(MadeFile.Expected(_folder), Read(new MadeRig { Skull = skull }).World, tolerance);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mirrored_person_is_noted_because_the_feet_point_backwards(bool hasOwnAxes)
    {
        var text = new MadeRig { HasOwnAxes = hasOwnAxes }.Text();
        Assert.Empty(MadeFile.Read(_folder, text).Notes);
        var swapped = text.Replace("Left", "Other", StringComparison.Ordinal)
            .Replace("Right", "Left", StringComparison.Ordinal)
            .Replace("Other", "Right", StringComparison.Ordinal);
        Assert.StartsWith("left and right seem swapped, because the feet point backwards", Assert.Single(MadeFile.Read(_folder, swapped).Notes));
    }

    private static RigNaming Named(string rig) => RigNaming.All.First(naming => naming.Rig == rig);

    private RigReading Read(MadeRig rig) => MadeFile.Read(_folder, rig.Text());

    // Character Creator's names become those of another rig. The eyes keep theirs, and all others say nothing.
    private static string Renamed(string text, RigNaming naming)
    {
        var creator = Named("Character Creator");
        var names = Enumerable.Range(0, 6).ToDictionary(creator.Centre, naming.Centre);
        foreach (var isLeft in (bool[])[true, false])
            for (var part = 0; part < 8; part++)
                names[creator.Limb(part, isLeft)] = naming.Limb(part, isLeft);
        var number = 0;
        string Other(string name) => name.EndsWith("_Eye", StringComparison.Ordinal) ? name : $"x{number++}";
        return Joint().Replace(text, match => $"{match.Groups[1].Value} {names.GetValueOrDefault(match.Groups[2].Value) ?? Other(match.Groups[2].Value)}");
    }

    [GeneratedRegex(@"(ROOT|JOINT)\s+(\w+)")]
    private static partial Regex Joint();
}
