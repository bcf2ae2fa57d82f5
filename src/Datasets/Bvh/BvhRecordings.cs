using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.Bvh;

/// <summary>
/// A folder of BVH files. 002_01.bvh is take 01 of subject 002, as in CMU's database; alternatively each subject has a folder. The cameras come from
/// a cameras.json in the folder (see docs/cameras.md; each camera needs rotation and translation), else from <see cref="RandomCameras"/>.
/// </summary>
internal sealed class BvhRecordings : IRecordings
{
    private const string CamerasName = "cameras.json";

    private readonly Dictionary<string, List<(string Action, string File)>> _takes = [];
    private readonly IReadOnlyList<Camera>? _cameras;

    /// <exception cref="ConfigurationException">The cameras file has errors.</exception>
    public BvhRecordings(string folder)
    {
        Description = $"BVH files of {folder}";
        foreach (var file in Files(folder).Order(StringComparer.Ordinal))
            Add("", file);
        foreach (var child in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        foreach (var file in Files(child).Order(StringComparer.Ordinal))
            Add(Path.GetFileName(child), file);
        var cameras = Path.Combine(folder, CamerasName);
        _cameras = File.Exists(cameras) ? LoadCameras(cameras) : null;
    }

    /// <summary>Whether the folder contains BVH files.</summary>
    public static bool Is(string folder) => Files(folder).Any();

    public string Description { get; }

    public IReadOnlyList<string> Subjects => [.. _takes.Keys];

    public IEnumerable<Take> TakesOf(string subject) => _takes[subject].Select(take => Seen(new Take(subject, take.Action, BvhMotion.World(take.File))));

    public IReadOnlyList<Camera> CamerasOf(string subject) => _cameras ?? [];

    private Take Seen(Take take) => take with { Cameras = _cameras ?? (take.Frames == 0 ? [] : RandomCameras.Around(take)) };

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.bvh");

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
        takes.Add((ActionName.Of(action), file));
    }

    private static IReadOnlyList<Camera> LoadCameras(string path)
    {
        var cameras = CameraCatalogue.Load(path).Cameras;
        var problems = cameras
            .Where(camera => camera.Extrinsics is null)
            .Select(camera => $"{path}: camera \"{camera.Name}\" needs \"rotation\" and \"translation\" for BVH files")
            .ToList();
        return problems.Count == 0 && cameras.Count > 0
            ? cameras
            : throw new ConfigurationException(problems.Count > 0 ? problems : [$"{path}: the file has no cameras"]);
    }
}
