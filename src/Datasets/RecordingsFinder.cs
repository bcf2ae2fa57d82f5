using StreamLift.Datasets.Authors;
using StreamLift.Datasets.VideoPose3D;
using StreamLift.Poses;

namespace StreamLift.Datasets;

/// <summary>Tells which layout of recorded motion lies at a path.</summary>
internal static class RecordingsFinder
{
    private const string Known = "a data_3d_*.npz (VideoPose3D's) or a folder with S*/MyPoses/3D_positions/*.h5 (the 2017 authors')";

    public static IRecordings Open(string path)
    {
        if (File.Exists(path))
            return Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase)
                ? new VideoPoseRecordings(path)
                : throw new ConfigurationException($"{path} is no recorded motion that can be read: give {Known}");
        if (!Directory.Exists(path))
            throw new ConfigurationException($"{path} does not exist: give {Known}");

        var found = Find(path);
        return found switch
        {
            [] => throw new ConfigurationException($"{path} holds no recorded motion: give {Known}"),
            [var only] => only.Open(),
            _ => throw new ConfigurationException([$"{path} holds {found.Count} layouts of data; give the path of one:", .. found.Select(f => $"  {f.Path} ({f.What})")]),
        };
    }

    private static List<Found> Find(string folder)
    {
        List<Found> found = [.. Directory.GetFiles(folder, "data_3d_*.npz").Order(StringComparer.Ordinal)
            .Select(f => new Found(f, "VideoPose3D's npz", () => new VideoPoseRecordings(f)))];
        if (AuthorsFolder.Is(folder))
            found.Add(Authors(folder));
        // One level down as well: what a download unpacks to, or a folder that collects several.
        foreach (var child in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (AuthorsFolder.Is(child))
                found.Add(Authors(child));
            if (Directory.EnumerateFiles(child, "*.bvh").Any())
                found.Add(Unread(child, "BVH"));
        }
        if (Directory.EnumerateFiles(folder, "*.bvh").Any())
            found.Add(Unread(folder, "BVH"));
        return found;
    }

    private static Found Authors(string folder) => new(folder, "the 2017 authors' h5", () => new AuthorsRecordings(folder));

    private static Found Unread(string folder, string format) => new(folder, format, () =>
        throw new ConfigurationException($"{folder} holds {format} files, which are not read: give {Known}"));

    private sealed record Found(string Path, string What, Func<IRecordings> Open);
}
