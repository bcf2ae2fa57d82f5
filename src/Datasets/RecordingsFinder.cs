using StreamLift.Datasets.Authors;
using StreamLift.Datasets.Human36m;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Numpy;
using StreamLift.Datasets.Rigs;
using StreamLift.Datasets.VideoPose3D;
using StreamLift.Poses;

namespace StreamLift.Datasets;

/// <summary>Detects the format of the recorded motion at a path.</summary>
internal static class RecordingsFinder
{
    private const string Known =
        "a data_3d_*.npz (VideoPose3D), or a folder with S*/MyPoses/3D_positions/*.h5 (the 2017 authors), S*/MyPoseFeatures/D3_Positions/*.cdf "
        + "(Human3.6M), *.bvh, *.amc with *.asf, *.c3d or *.trc, or one such file";

    /// <param name="path">A file or folder.</param>
    /// <param name="rig">What the user says about the skeleton of motion files.</param>
    /// <exception cref="ConfigurationException">There is no recorded motion, or several datasets.</exception>
    public static IRecordings Open(string path, RigOptions rig)
    {
        if (File.Exists(path))
            return Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase) ? new VideoPoseRecordings(path)
                : MotionFormat.All.FirstOrDefault(format => MotionRecordings.Is(path, format)) is { } format ? new MotionRecordings(path, format, rig)
                : throw new ConfigurationException($"{path}: unknown format of recorded motion; supported is {Known}");
        if (Pattern(path) is { } pattern)
            return new MotionRecordings(pattern.Folder, pattern.Format, rig);
        if (!Directory.Exists(path))
            throw new ConfigurationException($"{path} does not exist; expected is {Known}");

        var found = Find(path, rig);
        return found switch
        {
            [] => throw new ConfigurationException($"{path} contains no recorded motion; expected is {Known}"),
            [var only] => only.Open(),
            _ => throw new ConfigurationException([
                $"{path} contains {found.Count} datasets; use the path of one of them:",
                .. found.Select(f => $"  {f.Path} ({f.What})"),
            ]),
        };
    }

    /// <summary>Whether there is recorded motion at a path.</summary>
    public static bool Holds(string path) =>
        File.Exists(path)
            ? MotionFormat.All.Any(format => MotionRecordings.Is(path, format))
                || Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase) && NpzFile.Names(path).Contains("positions_3d")
            : Pattern(path) is not null || (Directory.Exists(path) && Find(path, new RigOptions()).Count > 0);

    // FOLDER/*.amc: the files of one format, of a folder that has several.
    private static (string Folder, MotionFormat Format)? Pattern(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        return MotionFormat.All.FirstOrDefault(format => Path.GetFileName(path) == "*" + format.Extension) is { } chosen && Directory.Exists(folder)
            ? (folder, chosen)
            : null;
    }

    private static List<Found> Find(string folder, RigOptions rig)
    {
        List<Found> found =
        [
            .. Directory
                .GetFiles(folder, "data_3d_*.npz")
                .Order(StringComparer.Ordinal)
                .Select(f => new Found(f, "VideoPose3D's npz", () => new VideoPoseRecordings(f))),
        ];
        found.AddRange(OfSubjects(folder));
        // Subfolders are searched too, one level deep: an unpacked download, or a folder with several datasets.
        foreach (var child in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            // The subfolders of a subject belong to the subject.
            if (!CdfRecordings.Is(folder) && !CdfFolder.IsSubject(Path.GetFileName(child)))
                found.AddRange(OfSubjects(child));
            found.AddRange(OfFormats(child, rig));
        }
        // Folders of subjects with motion files are one dataset of each format.
        var own = OfFormats(folder, rig).ToList();
        if (own.Count > 0)
            found.AddRange(own);
        else if (found.Count > 1 && found.TrueForAll(f => f.Format is not null))
            found = [.. found.Select(f => f.Format!).Distinct().Select(format => Of(folder, format, rig))];
        return found;
    }

    // The authors' files may lie beside the CDF files that they were made from. In this case the authors' files are used. To read the CDF files, the
    // user gives a subject's MyPoseFeatures.
    private static IEnumerable<Found> OfSubjects(string folder)
    {
        if (AuthorsFolder.Is(folder))
            yield return new(folder, "the 2017 authors' h5", () => new AuthorsRecordings(folder));
        else if (CdfRecordings.Is(folder))
            yield return new(folder, "Human3.6M's CDF", () => new CdfRecordings(folder));
    }

    private static IEnumerable<Found> OfFormats(string folder, RigOptions rig) =>
        MotionFormat.All.Where(format => MotionRecordings.Is(folder, format)).Select(format => Of(folder, format, rig));

    private static Found Of(string folder, MotionFormat format, RigOptions rig) =>
        new(Path.Combine(folder, "*" + format.Extension), format.Name, () => new MotionRecordings(folder, format, rig), format);

    private sealed record Found(string Path, string What, Func<IRecordings> Open, MotionFormat? Format = null);
}
