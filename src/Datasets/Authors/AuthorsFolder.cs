namespace StreamLift.Datasets.Authors;

/// <summary>The folder layout of the 2017 authors: S9/MyPoses/3D_positions/Walking 1.h5, S9/StackedHourglass/Walking_1.54138969.h5, cameras.h5.</summary>
internal static class AuthorsFolder
{
    public static bool Is(string folder) => Subjects(folder).Any();

    /// <summary>The subjects and their folders of 3D positions.</summary>
    public static IEnumerable<(string Subject, string Positions)> Subjects(string folder) =>
        SubjectFolders(folder).Select(s => (Path.GetFileName(s), Path.Combine(s, "MyPoses", "3D_positions"))).Where(s => Directory.Exists(s.Item2));

    /// <summary>Whether any subject has a folder of this name with detections.</summary>
    public static bool HasDetections(string folder, string name) =>
        Directory.Exists(folder) && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0 && SubjectFolders(folder).Any(s => ContainsH5(Path.Combine(s, name)));

    /// <summary>
    /// The name of the folder within each subject's folder that contains detections. "": the subject's own folder. Null: there is none, or more than
    /// one.
    /// </summary>
    public static string? SingleDetectionsFolder(string folder)
    {
        var names = SubjectFolders(folder)
            .SelectMany(s => Directory.GetDirectories(s).Where(ContainsH5).Select(d => Path.GetFileName(d)!).Concat(ContainsH5(s) ? [""] : []))
            .Distinct()
            .Take(2)
            .ToList();
        return names is [var only] ? only : null;
    }

    private static bool ContainsH5(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.h5").Any();

    private static IEnumerable<string> SubjectFolders(string folder) =>
        Directory.GetDirectories(folder, "S*").Where(s => int.TryParse(Path.GetFileName(s).AsSpan(1), out _));
}
