using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Tests;

public sealed class RigWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pose2sim.toml", RigUnit.Metre, WorldUp.Z)]
    [InlineData("qualisys.qca.txt", RigUnit.Millimetre, WorldUp.Z)]
    [InlineData("anipose.toml", RigUnit.Millimetre, null)]
    [InlineData("voxelpose-shelf.json", RigUnit.Millimetre, null)]
    [InlineData("caliscope-rodrigues.toml", RigUnit.Metre, null)]
    public void Written_rig_is_read_back_with_its_unit_and_axes(string sample, RigUnit unit, WorldUp? up)
    {
        var rig = RigFile.Read(TemporaryFolder.Sample(sample));
        var read = RigFile.Read(_folder.Write("own.json", RigWriter.ToJson([rig])));

        Assert.Equal((rig.Name, unit, up), (read.Name, rig.Unit, rig.Up));
        Assert.Equal((unit, up), (read.Unit, read.Up));
        Assert.Equal(rig.Cameras.Count, read.Cameras.Count);
        foreach (var (before, after) in rig.Cameras.Zip(read.Cameras))
        {
            Assert.Equal((before.Name, before.Intrinsics), (after.Name, after.Intrinsics));
            Assert.Equal(before.Extrinsics is null, after.Extrinsics is null);
            if (before.Extrinsics is { } place)
            {
                Assert.Equal(place.Rotation.AsEnumerable(), after.Extrinsics!.Rotation);
                Assert.All(place.Translation.Zip(after.Extrinsics.Translation), t => Assert.Equal(t.First, t.Second, 1e-9 * (1 + Math.Abs(t.First))));
            }
        }
    }

    [Fact]
    public void Every_form_of_distortion_floor_and_names_that_need_escaping_are_read_back()
    {
        Camera[] cameras =
        [
            new("a \"1\"", new Intrinsics(640, 480, 500, 501, 320, 240, new Distortion(DistortionForm.OpenCv, 1, 2, 3, 4, 5, 6, 7, 8)), null),
            new("b\\é", new Intrinsics(640, 480, 500, 501, 320, 240, new Distortion(DistortionForm.Human36M, 1, 2, 3, 4, 5)), null),
            new("c", new Intrinsics(640, 480, 500, 501, 320, 240, new Distortion(DistortionForm.Fisheye, 0, 0, 0, 0, 0)), null),
            new("d", new Intrinsics(640, 480, 1e-7, 501, 320, 240, new Distortion(DistortionForm.OpenCv, 0.1, 0, 0, 0, 0)), null),
        ];
        var rig = new Rig("hall \"7\"", "", RigUnit.Metre, WorldUp.MinusY, cameras, []) { Floor = -1250 };
        var read = RigFile.Read(_folder.Write("own.json", RigWriter.ToJson([rig])));
        Assert.Equal(("hall \"7\"", RigUnit.Metre, WorldUp.MinusY, -1250), (read.Name, read.Unit, read.Up, read.Floor));
        Assert.Equal(cameras.Select(camera => (camera.Name, camera.Intrinsics)), read.Cameras.Select(camera => (camera.Name, camera.Intrinsics)));
    }

    [Fact]
    public void Several_rigs_become_a_list_that_is_read_as_these_rigs()
    {
        var rigs = RigFile.ReadAll(_folder.Write("two.json", $"[{RigText.Of("hall", "a", "b")},{RigText.Of("lab", "c", "d")}]"));
        var read = RigFile.ReadAll(_folder.Write("again.json", RigWriter.ToJson(rigs)));
        Assert.Equal(["hall", "lab"], read.Select(rig => rig.Name));
        Assert.Equal(["a", "b", "c", "d"], read.SelectMany(rig => rig.Cameras).Select(camera => camera.Name));
    }

    [Fact]
    public void Axes_of_a_top_view_are_right_handed_and_up_is_guessed_where_it_is_not_said()
    {
        foreach (var up in Enum.GetValues<WorldUp>())
        {
            var axes = RigAxes.Of(new Rig("r", "", RigUnit.Millimetre, up, [], []));
            var (x, y, z) = up.Direction();
            var (r, a) = (axes.Right, axes.Ahead);
            Assert.Equal((x, y, z), ((r.Y * a.Z) - (r.Z * a.Y), (r.Z * a.X) - (r.X * a.Z), (r.X * a.Y) - (r.Y * a.X)));
            Assert.False(axes.IsAssumed);
        }

        var campus = RigFile.Read(TemporaryFolder.Sample("voxelpose-campus.json"));
        Assert.Equal((WorldUp.Z, true), (RigAxes.Of(campus).Up, RigAxes.Of(campus).IsAssumed));
        Assert.Equal((1.0, 2.0, 3.0), RigAxes.Of(campus).Of((2.0, 3.0, 1.0)));
    }
}
