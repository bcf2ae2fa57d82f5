using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Tests;

/// <summary>A temporary folder for one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("streamlift-rigs-").FullName;

    /// <summary>A file of another tool beside the tests.</summary>
    public static string Sample(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Files", name);

    /// <summary>The camera's position in its world, mm: −Rᵀt.</summary>
    public static double[] Centre(Camera camera)
    {
        var (r, t) = (camera.Extrinsics!.Rotation, camera.Extrinsics.Translation);
        return [.. Enumerable.Range(0, 3).Select(i => -((r[i] * t[0]) + (r[3 + i] * t[1]) + (r[6 + i] * t[2])))];
    }

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Rig Read(string name, string text) => RigFile.Read(Write(name, text));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
