using System.Text;
using StreamLift.Poses.Cameras;
using StreamLift.Tests;

namespace StreamLift.Rigs.Tests;

public sealed class RigCatalogueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stream_with_the_name_of_a_camera_belongs_to_the_rig_of_the_file()
    {
        var rigs = RigCatalogue.Load(_folder.Write("hall.json", RigText.Of(null, "hall/cam-1", "hall/cam-2")));
        var (rig, camera) = rigs.Find("hall/cam-2")!.Value;
        Assert.Equal(("hall", 1), (rig.Name, camera));
        Assert.Equal(["hall/cam-1", "hall/cam-2"], rig.Cameras.Select(one => one.Name));
        Assert.Same(rig, rigs.Find("hall/cam-1")!.Value.Rig);
        Assert.Null(rigs.Find("hall/cam-3"));
        Assert.Null(rigs.Find("cam-1"));
    }

    [Fact]
    public void Streams_of_a_take_form_a_rig_of_their_own_with_the_cameras_of_the_file()
    {
        var rigs = RigCatalogue.Load(_folder.Write("Calib_studio.json", RigText.Of(null, "cam_01", "cam_02")));
        Assert.Equal("Calib_studio", rigs.Find("cam_01")!.Value.Rig.Name);
        var (rig, camera) = rigs.Find("monday/take 2/cam_02")!.Value;
        Assert.Equal(("monday/take 2", 1), (rig.Name, camera));
        Assert.Equal(["monday/take 2/cam_01", "monday/take 2/cam_02"], rig.Cameras.Select(one => one.Name));
        Assert.Same(rigs.Rigs[0].Cameras[1].Extrinsics, rig.Cameras[1].Extrinsics);
        Assert.Null(rigs.Find("/cam_02")); // a rig needs a name
    }

    [Fact]
    public void Streams_of_a_take_of_several_rigs_form_a_rig_for_each()
    {
        var rigs = RigCatalogue.Load(
            _folder.Write("rigs.json", $"[{RigText.Of("hall", "hall/cam-1", "hall/cam-2")},{RigText.Of("lab", "lab/cam-1", "lab/cam-2")}]")
        );
        Assert.Equal(["hall", "lab"], rigs.Rigs.Select(rig => rig.Name));
        Assert.Equal("monday/hall", rigs.Find("monday/hall/cam-1")!.Value.Rig.Name);
        Assert.Equal("monday/lab", rigs.Find("monday/lab/cam-1")!.Value.Rig.Name);
        Assert.Equal(["hall/cam-1", "hall/cam-2", "lab/cam-1", "lab/cam-2"], RigFile.Read(Path.Combine(_folder.Path, "rigs.json")).Cameras.Select(c => c.Name));
    }

    [Fact]
    public void Streams_of_a_recording_form_a_rig_with_the_cameras_of_Human36m_without_a_file()
    {
        var (rig, camera) = RigCatalogue.BuiltIn.Find("S9/Walking 1/58860488")!.Value;
        Assert.Equal(("S9/Walking 1", 2, WorldUp.Z), (rig.Name, camera, rig.Up));
        Assert.Equal(Human36mCameras.Serials.Select(serial => $"S9/Walking 1/{serial}"), rig.Cameras.Select(one => one.Name));
        Assert.Equal(Human36mCameras.Find("S9", "58860488")!.Extrinsics, rig.Cameras[2].Extrinsics);
        Assert.Null(RigCatalogue.BuiltIn.Find("S2/Walking 1/58860488")); // of no subject with published places
        Assert.Null(RigCatalogue.BuiltIn.Find("58860488"));
    }

    [Fact]
    public void Rig_in_another_tools_format_is_taken_with_its_own_names()
    {
        foreach (var sample in new[] { "pose2sim.toml", "qualisys.qca.txt", "voxelpose-shelf.json", "anipose.toml" })
        {
            var rig = Assert.Single(RigCatalogue.Load(TemporaryFolder.Sample(sample)).Rigs);
            Assert.Equal(rig.Cameras.Count - 1, RigCatalogue.Load(TemporaryFolder.Sample(sample)).Find($"take/{rig.Cameras[^1].Name}")!.Value.Camera);
        }
    }

    [Fact]
    public void Lookup_by_bytes_allocates_nothing_for_streams_that_it_has_seen()
    {
        var lookup = new RigLookup(RigCatalogue.Load(_folder.Write("hall.json", RigText.Of(null, "cam-1", "cam-2"))));
        byte[][] streams = [.. new[] { "cam-1", "take 2/cam-2", "take 2/cam-1", "S9/Walking 1/54138969", "none" }.Select(Encoding.UTF8.GetBytes)];
        Assert.Same(lookup.Find(streams[1])!.Rig, lookup.Find(streams[2])!.Rig);
        Assert.Equal("take 2", Encoding.UTF8.GetString(lookup.Find(streams[1])!.Key.Span));
        Assert.Null(lookup.Find(streams[4]));
        Assert.NotNull(lookup.Find(streams[3]));
        Assert.Equal(
            0,
            Allocations.OfMany(() =>
            {
                foreach (var stream in streams)
                    lookup.Find(stream);
            })
        );
    }

    [Fact]
    public void Lookup_stays_bounded_in_a_flood_of_stream_names()
    {
        var lookup = new RigLookup(RigCatalogue.Load(_folder.Write("hall.json", RigText.Of(null, "cam-1", "cam-2"))));
        var first = lookup.Find("take 0/cam-1"u8)!;
        Assert.Same(first, lookup.Find("take 0/cam-1"u8));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 1; i < 5 * RigLookup.MaxStreams; i++)
            Assert.Equal($"take {i}", lookup.Find(Encoding.UTF8.GetBytes($"take {i}/cam-1"))!.Rig.Name);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 30_000_000);
        Assert.NotSame(first, lookup.Find("take 0/cam-1"u8)); // forgotten, and made again
        Assert.Equal("take 0", lookup.Find("take 0/cam-1"u8)!.Rig.Name);
        var endless = Encoding.UTF8.GetBytes(new string('x', 5000) + "/cam-2");
        Assert.Equal(1, lookup.Find(endless)!.Camera);
        Assert.NotSame(lookup.Find(endless), lookup.Find(endless));
    }
}
