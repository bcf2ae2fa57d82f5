namespace StreamLift.Host.Detections;

/// <summary>Finds the files that may be a detector's: those of a folder are one camera or several, and each folder within is further cameras.</summary>
internal static class SourceFiles
{
    private const int Deepest = 5;

    private static readonly string[] Endings = [".json", ".jsonl", ".ndjson", ".txt", ".csv", ".npz"];

    /// <summary>The folders that hold such files, by name, each with its files in the order of their names.</summary>
    /// <param name="path">A folder, or one file.</param>
    public static IReadOnlyList<SourceFolder> Find(string path)
    {
        if (File.Exists(path))
            return [new SourceFolder("", [path])];
        var found = new List<SourceFolder>();
        Add(path, "", 0, found);
        return WithoutSharedFolders(found);
    }

    /// <summary>Whether a file is an npz.</summary>
    public static bool IsArchive(string file) => Path.GetExtension(file).Equals(".npz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path is an npz, or a folder in which no other file may be a detector's.</summary>
    public static bool AreArchives(string path) =>
        File.Exists(path)
            ? IsArchive(path)
            : Directory.Exists(path) && Find(path).SelectMany(folder => folder.Files).ToList() is { Count: > 0 } files && files.TrueForAll(IsArchive);

    /// <summary>How many files of each ending there are, for messages: "12 *.mp4, 3 *.toml".</summary>
    public static string Census(string folder)
    {
        var endings = new Dictionary<string, int>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Deepest }))
        {
            var ending = Path.GetExtension(file).ToLowerInvariant() is { Length: > 0 } some ? $"*{some}" : "without an ending";
            endings[ending] = endings.GetValueOrDefault(ending) + 1;
        }
        return endings.Count == 0
            ? "no file"
            : string.Join(
                ", ",
                endings.OrderByDescending(ending => ending.Value).ThenBy(ending => ending.Key).Take(8).Select(ending => $"{ending.Value:N0} {ending.Key}")
            );
    }

    private static void Add(string folder, string name, int depth, List<SourceFolder> found)
    {
        var files = Directory
            .EnumerateFiles(folder)
            .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count > 0)
            found.Add(new SourceFolder(name, files));
        if (depth == Deepest)
            return;
        foreach (var child in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            if (Path.GetFileName(child) is { } own && !own.StartsWith('.') && !LeadsUp(child))
                Add(child, name.Length == 0 ? own : $"{name}/{own}", depth + 1, found);
    }

    // A link to a folder above would give every file again, as further cameras.
    private static bool LeadsUp(string folder) =>
        Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target
        && Path.GetFullPath(folder).StartsWith(Path.TrimEndingDirectorySeparator(target.FullName) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // pose/cam01_json and pose/cam02_json are cam01_json and cam02_json
    private static List<SourceFolder> WithoutSharedFolders(List<SourceFolder> found)
    {
        while (
            found.Count > 0
            && found.TrueForAll(folder => folder.Name.Contains('/'))
            && found.Select(folder => folder.Name.Split('/')[0]).Distinct().Count() == 1
        )
            found = found.ConvertAll(folder => folder with { Name = folder.Name[(folder.Name.IndexOf('/') + 1)..] });
        return found;
    }
}

/// <summary>A folder with files.</summary>
/// <param name="Name">Its path below the source, with /; empty for the source itself.</param>
/// <param name="Files">The files' paths.</param>
internal sealed record SourceFolder(string Name, IReadOnlyList<string> Files);
