using System.Text;
using StreamLift.Datasets.Scenes;
using StreamLift.Host.RigChecks;
using StreamLift.Host.Scenes;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.RigChecks;

/// <summary>Two people who walk before three cameras: true people, and keypoints that are exact but for what a test does to them.</summary>
public sealed class RigCheckTests : IDisposable
{
    private const int Instants = 600;

    private readonly string _file = Path.GetTempFileName();
    private readonly PeopleScene _scene = PeopleScene.Walking(2, 3, new SceneOptions { Seconds = 20, NoisePixels = 0 });

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Camera_whose_clock_is_ahead_is_found_by_the_motion_of_people()
    {
        var checks = Check((camera, ms) => camera == 1 ? ms - 12 : ms);
        Assert.Equal([0, 12, 0], checks.Rigs[0].Cameras.Select(camera => Math.Round(camera.Own.OffsetMs)));
        Assert.All(checks.Rigs[0].Cameras, camera => Assert.InRange(camera.Reprojection(), 0, 1));
        Assert.All(checks.Rigs[0].Cameras, camera => Assert.InRange(camera.Own.JointShare, 0.98, 1));
        Assert.Equal(3 * Instants, checks.Compared);
    }

    [Fact]
    public void Camera_that_was_moved_has_a_larger_error_than_the_others()
    {
        var checks = Check((_, ms) => ms, moved: 2);
        var pixels = checks.Rigs[0].Cameras.Select(camera => camera.Reprojection()).ToList();
        Assert.InRange(pixels[0], 0, 1);
        Assert.InRange(pixels[1], 0, 1);
        Assert.InRange(pixels[2], 15, 60);
        Assert.Contains("synthetic/camera-3    100.0 %", RigCheckText.Table(checks));
    }

    [Fact]
    public void People_alone_say_which_cameras_took_part_and_whom_they_saw()
    {
        RigOut.Write(_scene, _scene.Name, _file);
        var checks = new CheckedRigs(RigCatalogue.Load(_file));
        for (var i = 0; i < 100; i++)
            checks.Add(People(i, cameras: i % 4 == 0 ? [0, 1, 2] : [0, 1], seenBy: i % 4 == 0 ? [0, 2] : [0]));
        var cameras = checks.Rigs[0].Cameras;
        Assert.Equal([100, 100, 25], cameras.Select(camera => camera.Instants));
        Assert.Equal([1, 0, 1], cameras.Select(camera => camera.SeenShare));
        // Reprojection is 2 px of people whom two cameras see, and 1 px of the others.
        Assert.Equal([1, double.NaN, 2], cameras.Select(camera => camera.OfSeen));
        Assert.Equal([double.NaN, 1, double.NaN], cameras.Select(camera => camera.OfOthers));
        Assert.All(cameras, camera => Assert.Equal(double.NaN, camera.Own.OffsetMs));
        Assert.Contains(
            """camera-2","instants":1,"people":0,"joints":null,"reprojection":null,"reprojectionOfOthers":1,"stampMs":0,"offsetMs":null}""",
            RigCheckText.Json(checks)
        );
    }

    [Fact]
    public void Rig_that_the_file_does_not_have_is_counted_by_its_name()
    {
        RigOut.Write(_scene, _scene.Name, _file);
        var checks = new CheckedRigs(RigCatalogue.Load(_file));
        checks.Add(People(0, [0], [0], rig: "yard"));
        checks.Add(People(1, [0], [0], rig: "yard"));
        Assert.Empty(checks.Rigs);
        Assert.Equal(2, checks.Unknown["yard"]);
    }

    [Fact]
    public void Keypoints_of_a_layout_that_is_not_built_in_are_named_and_not_compared()
    {
        var checks = Check((_, ms) => ms, layout: "ours34");
        Assert.Equal(["ours34"], checks.UnknownLayouts);
        Assert.Equal(0, checks.Compared);
    }

    private CheckedRigs Check(Func<int, double, double> captured, int? moved = null, string layout = "h36m17")
    {
        RigOut.Write(_scene, _scene.Name, _file);
        var checks = new CheckedRigs(RigCatalogue.Load(_file));
        for (var i = 0; i < Instants; i++)
            checks.Add(People(i, [0, 1, 2], [0, 1, 2]));
        for (var i = 0; i < Instants; i++)
        for (var camera = 0; camera < 3; camera++)
            checks.Compare(Poses(i, camera, captured(camera, Ms(i)), camera == moved ? 20 : 0, layout));
        return checks;
    }

    private static double Ms(int instant) => Math.Round(1000 * instant / 30.0);

    private PeopleFrame People(int instant, int[] cameras, int[] seenBy, string rig = "synthetic")
    {
        var writer = new PeopleWriter();
        writer.Begin(WireEncoding.Protobuf, Encoding.UTF8.GetBytes(rig), instant, Ms(instant));
        foreach (var camera in cameras)
            writer.Camera(Encoding.UTF8.GetBytes($"{rig}/camera-{camera + 1}"), instant, Ms(instant));
        for (var person = 0; person < 2; person++)
        {
            var joints = new float[51];
            _scene.World(person, Ms(instant), joints);
            writer.Person(
                new WorldPerson
                {
                    Id = person,
                    Joints = joints,
                    Sigma = new float[17],
                    Source = "ttttttttttttttttt"u8,
                    Views = seenBy.Select(camera => Array.IndexOf(cameras, camera)).ToArray(),
                    Reprojection = seenBy.Length,
                }
            );
        }
        var frame = new PeopleFrame();
        Assert.True(new PeopleDecoder().TryDecode(WireEncoding.Protobuf, writer.End(), frame, out var error), error.Detail);
        return frame;
    }

    private PoseFrame Poses(int instant, int camera, double capturedMs, float shift, string layout)
    {
        var (writer, of) = (new PoseWriter(), _scene.Cameras[camera].Camera);
        var size = of.Intrinsics;
        writer.Begin(
            WireEncoding.Protobuf,
            Encoding.UTF8.GetBytes(_scene.Stream(camera)),
            instant,
            (long)Ms(instant),
            "m@0"u8,
            Encoding.UTF8.GetBytes(layout),
            size.Width,
            size.Height
        );
        for (var person = 0; person < 2; person++)
            writer.Person(person, 1, [], [], Keypoints(of, person, Math.Max(0, capturedMs), shift));
        var frame = new PoseFrame();
        Assert.True(new PoseDecoder().TryDecode(WireEncoding.Protobuf, writer.End(), frame, out var error), error.Detail);
        return frame;
    }

    private float[] Keypoints(Camera camera, int person, double ms, float shift)
    {
        var (world, pixels, keypoints) = (new float[51], new float[34], new float[51]);
        _scene.World(person, ms, world);
        camera.ToCamera(world, world);
        camera.Project(world, pixels);
        for (var joint = 0; joint < 17; joint++)
            (keypoints[3 * joint], keypoints[(3 * joint) + 1], keypoints[(3 * joint) + 2]) = (pixels[2 * joint] + shift, pixels[(2 * joint) + 1], 1);
        return keypoints;
    }
}
