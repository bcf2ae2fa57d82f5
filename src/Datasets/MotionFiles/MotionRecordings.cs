using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.MotionFiles;

/// <summary>
/// A motion file, or a folder of them, all in one format. 002_01.bvh is take 01 of subject 002, as in CMU's database; alternatively each subject has a
/// folder. A file that can't be read is left out with a note.
/// </summary>
internal sealed class MotionRecordings : IRecordings
{
    // *.BVH too, whatever the file system. The default skips hidden files and those of the system.
    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = FileAttributes.None };

    private readonly Dictionary<string, List<(string Action, string File)>> _takes = [];
    private readonly ReadingLog _log = new();
    private readonly MotionFormat _format;
    private readonly RigOptions _rig;
    private readonly JointFile? _joints;

    /// <exception cref="ConfigurationException">The file of joints has errors.</exception>
    public MotionRecordings(string path, MotionFormat format, RigOptions rig)
    {
        (_format, Description) = (format, $"{format.Name} files of {path}");
        (_rig, _joints) = (rig, rig.Joints is null ? null : new JointFile(rig.Joints));
        Folder = File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        if (File.Exists(path))
            Add("", path);
        else
        {
            foreach (var file in Files(path, format).Order(StringComparer.Ordinal))
                Add("", file);
            foreach (var child in Directory.GetDirectories(path).Order(StringComparer.Ordinal))
            foreach (var file in Files(child, format).Order(StringComparer.Ordinal))
                Add(Path.GetFileName(child), file);
        }
    }

    /// <summary>Whether it is a file of the format, or a folder that contains some.</summary>
    public static bool Is(string path, MotionFormat format) =>
        Directory.Exists(path) ? Files(path, format).Any() : Path.GetExtension(path).Equals(format.Extension, StringComparison.OrdinalIgnoreCase);

    public string Description { get; }

    public IReadOnlyList<string> Subjects => [.. _takes.Keys];

    public IReadOnlyList<string> Notes => _log.Lines;

    public IEnumerable<Take> TakesOf(string subject) => _takes[subject].Select(take => Read(subject, take.Action, take.File)).OfType<Take>();

    public IReadOnlyList<Camera> CamerasOf(string subject) => [];

    public string Folder { get; }

    public int? RandomCameras => Datasets.RandomCameras.Usual;

    private Take? Read(string subject, string action, string file)
    {
        try
        {
            var reading = _format.ReadFile(file, _rig, _joints);
            _log.Add(Path.GetFileName(file), reading);
            return new Take(subject, action, reading.World) { Rate = reading.Rate };
        }
        catch (ConfigurationException unreadable)
        {
            foreach (var problem in unreadable.Problems)
                _log.AddProblem(problem);
            return null;
        }
    }

    // macOS puts a hidden file ._NAME beside each file on a disk of another system
    private static IEnumerable<string> Files(string folder, MotionFormat format) =>
        Directory.EnumerateFiles(folder, "*" + format.Extension, AnyCase).Where(file => !Path.GetFileName(file).StartsWith('.'));

    private void Add(string folder, string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var line = name.IndexOf('_');
        var (subject, action) =
            folder.Length > 0 ? (folder, name)
            : line > 0 && line < name.Length - 1 ? (name[..line], name[(line + 1)..])
            : (name, name);
        if (!_takes.TryGetValue(subject, out var takes))
            _takes[subject] = takes = [];
        action = ActionName.Of(action);
        // Two takes of one name would be sent as one stream.
        if (takes.Find(take => take.Action == action).File is { } other)
            _log.AddProblem($"{file}: its subject and action, {subject}/{action}, are those of {other}");
        else
            takes.Add((action, file));
    }
}
