using StreamLift.Capture.Geometry;
using StreamLift.Fuser.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.Host.Settings;

/// <summary>The rigs of <c>--rig</c> as the second stage needs them.</summary>
internal static class RigStreams
{
    /// <summary>Reads the file, if there is one.</summary>
    /// <exception cref="ConfigurationException">It can't be read, or a rig of it can't be used.</exception>
    public static RigCatalogue Read(string path) => path.Length == 0 ? RigCatalogue.BuiltIn : RigCatalogue.LoadAll(path);

    /// <summary>The rigs by stream and by name.</summary>
    public static StreamRigs Of(RigCatalogue catalogue) =>
        new(stream => catalogue.Find(stream) is { } found ? (Placed(found.Rig), found.Camera) : null, name => Named(catalogue, name));

    // A take's rig is made of the streams that have come. So it is found by the stream that one of its cameras would have.
    private static CaptureRig? Named(RigCatalogue catalogue, string name)
    {
        IEnumerable<string> streams =
        [
            .. catalogue.Rigs.SelectMany(rig => new[] { rig.Cameras[0].Name, $"{name}/{rig.Cameras[0].Name}", $"{TakeOf(name, rig)}/{rig.Cameras[0].Name}" }),
            $"{name}/{Human36mCameras.Serials[0]}",
        ];
        return streams.Select(catalogue.Find).FirstOrDefault(found => found?.Rig.Name == name) is { } found ? Placed(found.Rig) : null;
    }

    // of several rigs, that of a take is named TAKE/RIG
    private static string TakeOf(string name, Rig rig) => name.EndsWith($"/{rig.Name}", StringComparison.Ordinal) ? name[..^(rig.Name.Length + 1)] : name;

    private static CaptureRig Placed(Rig rig) =>
        new(rig.Name, [.. rig.Cameras.Select(camera => new PlacedCamera(camera.Name, camera))]) { Up = UpOf(rig.Up), Floor = rig.Floor };

    private static Point3? UpOf(WorldUp? up) =>
        up switch
        {
            WorldUp.X => new Point3(1, 0, 0),
            WorldUp.Y => new Point3(0, 1, 0),
            WorldUp.Z => new Point3(0, 0, 1),
            WorldUp.MinusX => new Point3(-1, 0, 0),
            WorldUp.MinusY => new Point3(0, -1, 0),
            WorldUp.MinusZ => new Point3(0, 0, -1),
            _ => null,
        };
}
