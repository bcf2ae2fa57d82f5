using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.Datasets;

/// <summary>Reads the cameras of a file that see recorded motion: StreamLift's own file, or the calibration of another tool (docs/cameras.md).</summary>
public static class PlacedCameras
{
    /// <summary>The file with cameras in a folder of recordings.</summary>
    internal const string Name = "cameras.json";

    /// <summary>Reads the cameras, each with position and orientation. A name that is a prefix of streams loses its <c>*</c>.</summary>
    /// <exception cref="ConfigurationException">The file can't be read, has no cameras, or a camera has no position.</exception>
    public static Rig Read(string path)
    {
        var rig = RigFile.Read(path);
        var problems = rig
            .Cameras.Where(camera => camera.Extrinsics is null)
            .Select(camera => $"{path}: camera \"{camera.Name}\" has no rotation and translation; to see recorded motion it must have a place")
            .ToList();
        foreach (var same in rig.Cameras.GroupBy(camera => Placed(camera.Name)))
            if (same.Key.Length == 0)
                problems.AddRange(
                    same.Select(camera => $"{path}: camera \"{camera.Name}\" has no name without the *; to see recorded motion it must have one")
                );
            else if (same.ToList() is { Count: > 1 } cameras)
                problems.Add($"{path}: cameras {string.Join(" and ", cameras.Select(camera => $"\"{camera.Name}\""))} have the same name without the *");
        if (problems.Count > 0 || rig.Cameras.Count == 0)
            throw new ConfigurationException(problems.Count > 0 ? problems : [$"{path}: the file has no cameras"]);
        return rig with { Cameras = [.. rig.Cameras.Select(camera => new Camera(Placed(camera.Name), camera.Intrinsics, camera.Extrinsics))] };
    }

    private static string Placed(string name) => name.TrimEnd('*', '/');

    /// <summary>The cameras.json in the folder of the data, or null.</summary>
    /// <param name="path">A folder, or a file in it.</param>
    /// <exception cref="ConfigurationException">The file has faults.</exception>
    internal static Rig? Beside(string path)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var file = Path.Combine(folder, Name);
        return File.Exists(file) ? Read(file) : null;
    }
}
