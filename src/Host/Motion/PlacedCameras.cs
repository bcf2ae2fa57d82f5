using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Host.Motion;

/// <summary>The cameras of a file that see recorded motion.</summary>
internal static class PlacedCameras
{
    /// <summary>Reads the cameras, each with position and orientation. A name that is a prefix of streams loses its <c>*</c>.</summary>
    /// <exception cref="ConfigurationException">The file can't be read, has no cameras, or a camera has no position.</exception>
    public static IReadOnlyList<Camera> Read(string path)
    {
        var cameras = CameraCatalogue.Load(path).Cameras;
        var problems = cameras
            .Where(camera => camera.Extrinsics is null)
            .Select(camera => $"{path}: camera \"{camera.Name}\" needs \"rotation\" and \"translation\", which say where it stands, to see recorded motion")
            .ToList();
        if (problems.Count > 0 || cameras.Count == 0)
            throw new ConfigurationException(problems.Count > 0 ? problems : [$"{path}: the file has no cameras"]);
        return [.. cameras.Select(camera => new Camera(camera.Name.TrimEnd('*', '/'), camera.Intrinsics, camera.Extrinsics))];
    }
}
