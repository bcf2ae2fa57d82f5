using System.Numerics;
using StreamLift.Datasets.Bvh;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses.Layouts;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Rigs;

public sealed class RigNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Rigs => [.. RigNaming.All.Select(naming => naming.Rig)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Joints_of_a_standing_person_are_where_the_body_has_them()
    {
        var world = Read(new MadeRig { Turn = 0, Frames = 1 }).World;
        Vector3 At(string joint) => new(world.AsSpan(3 * Skeletons.H36m17.IndexOf(joint)));
        Near(new(0, 0, 930), At("Hip"));
        Near(new(-90, 0, 930), At("RHip"));
        Near(new(90, 0, 510), At("LKnee"));
        Near(new(90, 0, 100), At("LFoot"));
        Near(new(0, 0, 930 + 235), At("Spine"));
        Near(new(0, 0, 1430), At("Thorax"));
        Near(new(0, -7, 1430 + 190), At("Neck/Nose"), 10);
        Near(new(0, -10, 1760), At("Head"));
        Near(new(170 + 280, 0, 1430), At("LElbow"));
        Near(new(-170 - 280 - 260, 0, 1430), At("RWrist"));
    }

    [Theory]
    [MemberData(nameof(Rigs))]
    public void Joints_are_found_by_the_names_of_each_rig(string rig)
    {
        var reading = Read(new MadeRig { Naming = RigNaming.All.First(naming => naming.Rig == rig) });
        Assert.Equal("joints by name, cm, y up", reading.Settings);
        Assert.Empty(reading.Notes);
        Same(Read(new MadeRig()).World, reading.World);
    }

    [Theory]
    [InlineData(0.25f)]
    [InlineData(0.25f, 0.47f)]
    [InlineData(0.25f, 0.6f, 0.9f)]
    [InlineData(0.12f, 0.25f, 0.75f)]
    public void Spine_is_the_same_point_of_the_body_whatever_joints_the_back_has(params float[] back) =>
        Same(Read(new MadeRig()).World, Read(new MadeRig { Back = back }).World);

    [Theory]
    [InlineData(8, 12)]
    [InlineData(40, 12)]
    // Without an end site nothing tells how the head is turned against the neck, here by up to 40°.
    [InlineData(0, 140)]
    public void Head_is_the_top_of_the_head_whatever_end_site_the_rig_has(float skull, float tolerance) =>
        Same(Read(new MadeRig()).World, Read(new MadeRig { Skull = skull }).World, tolerance);

    private RigReading Read(MadeRig rig)
    {
        var file = _folder.File("made_1.bvh");
        File.WriteAllText(file, rig.Text());
        return BvhMotion.Read(file, new RigOptions(), joints: null);
    }

    private static void Same(float[] expected, float[] found, float tolerance = 1)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i += 3)
            Near(new(expected.AsSpan(i)), new(found.AsSpan(i)), tolerance);
    }

    private static void Near(Vector3 expected, Vector3 found, float tolerance = 1) =>
        Assert.True(Vector3.Distance(expected, found) < tolerance, $"{expected} and {found}");
}
