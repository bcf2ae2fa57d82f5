using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.Host.Motion;

/// <summary>The cameras of a file that see recorded motion.</summary>
internal static class PlacedCameras
{
    /// <summary>Reads the cameras, each with position and orientation. A name that is a prefix of streams loses its <c>*</c>.</summary>
    /// <exception cref="ConfigurationException">The file can't be read, has no cameras, or a camera has no position.</exception>
    public static Rig Read(string path)
    {
        var rig = RigFile.Read(path);
        var problems = rig
            .Cameras.Where(camera => camera.Extrinsics is null)
            .Select(camera => $"{path}: camera \"{camera.Name}\" has no rotation and translation; to see recorded motion it must have a place")
            .ToList();
        if (problems.Count > 0 || rig.Cameras.Count == 0)
            throw new ConfigurationException(problems.Count > 0 ? problems : [$"{path}: the file has no cameras"]);
        return rig with { Cameras = [.. rig.Cameras.Select(camera => new Camera(camera.Name.TrimEnd('*', '/'), camera.Intrinsics, camera.Extrinsics))] };
    }
}
