namespace StreamLift.Datasets.Human36m;

/// <summary>
/// The folder layout of Human3.6M's download: S9/MyPoseFeatures/KIND/Walking 1.cdf, where KIND is D3_Positions, D3_Positions_mono or D2_Positions. A
/// path may be the folder of all subjects, a subject's folder, its MyPoseFeatures, or the folder of a kind.
/// </summary>
internal static class CdfFolder
{
    private const string Features = "MyPoseFeatures";

    /// <summary>The folders of a kind at a path, by subject. Empty: there are none.</summary>
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

    /// <summary>Splits "Walking 1.54138969" into action and camera. The camera is empty if the name has none.</summary>
    public static (string Action, string Camera) Parts(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var dot = name.LastIndexOf('.');
        return dot > 0 ? (ActionName.Of(name[..dot]), name[(dot + 1)..]) : (ActionName.Of(name), "");
    }

    private static string?[] Places(string folder, string kind) => [Path.Combine(folder, kind), Path.Combine(folder, Features, kind)];

    private static bool Holds(string? folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.cdf").Any();

    // The subject of a folder such as S9/MyPoseFeatures/D3_Positions: its own name, or that of a parent up to two levels above.
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

    /// <summary>Whether a folder name is a subject, such as "S9".</summary>
    public static bool IsSubject(string name) => name.Length > 1 && name[0] == 'S' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
