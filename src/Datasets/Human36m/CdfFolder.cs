namespace StreamLift.Datasets.Human36m;

/// <summary>
/// Human3.6M's own download on disk: S9/MyPoseFeatures/KIND/Walking 1.cdf, KIND being D3_Positions, D3_Positions_mono or D2_Positions. A path may name the
/// folder of all subjects, one subject's, its MyPoseFeatures or the kind itself.
/// </summary>
internal static class CdfFolder
{
    private const string Features = "MyPoseFeatures";

    /// <summary>By subject the folder of a kind that lies at a path; empty where there is none.</summary>
    public static Dictionary<string, string> Of(string path, string kind)
    {
        var full = Path.GetFullPath(path).TrimEnd('/', '\\');
        var found = new Dictionary<string, string>();
        if (!Directory.Exists(full) || kind.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
            return found;
        if (SubjectOf(full) is { } subject)
        {
            if (Places(full, kind).Append(Path.GetFileName(full) == kind ? full : null).FirstOrDefault(Holds) is { } folder)
                found[subject] = folder;
            return found;
        }
        foreach (var child in Directory.GetDirectories(full, "S*"))
            if (IsSubject(Path.GetFileName(child)) && Places(child, kind).FirstOrDefault(Holds) is { } folder)
                found[Path.GetFileName(child)] = folder;
        return found;
    }

    /// <summary>"Walking 1.54138969" → its action and camera; the camera is empty where the name has none.</summary>
    public static (string Action, string Camera) Parts(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var dot = name.LastIndexOf('.');
        return dot > 0 ? (ActionName.Of(name[..dot]), name[(dot + 1)..]) : (ActionName.Of(name), "");
    }

    private static string?[] Places(string folder, string kind) => [Path.Combine(folder, kind), Path.Combine(folder, Features, kind)];

    private static bool Holds(string? folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.cdf").Any();

    // Of the folder itself or of one above it, at most two: S9/MyPoseFeatures/D3_Positions.
    private static string? SubjectOf(string path)
    {
        var name = Path.GetFileName(path);
        for (var up = 0; up <= 2 && path is { Length: > 0 }; up++, path = Path.GetDirectoryName(path) ?? "", name = Path.GetFileName(path))
            if (IsSubject(name))
                return name;
            else if (name != Features && !name.Contains("_Positions", StringComparison.Ordinal))
                return null;
        return null;
    }

    /// <summary>"S9".</summary>
    public static bool IsSubject(string name) => name.Length > 1 && name[0] == 'S' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
