using StreamLift.Datasets.Cdf;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.Human36m;

/// <summary>
/// The 3D poses of Human3.6M: variable Pose, (1, N, 96), mm. D3_Positions is in world axes. D3_Positions_mono is in camera axes; it is used if there
/// is nothing else, and converted to world axes with the first camera of each take.
/// </summary>
internal sealed class CdfRecordings : IRecordings
{
    private const string World = "D3_Positions";
    private const string Mono = "D3_Positions_mono";

    private readonly Dictionary<string, string> _world;
    private readonly Dictionary<string, string> _mono;

    public CdfRecordings(string folder)
    {
        Description = $"Human3.6M's CDF {folder}";
        (_world, _mono) = (CdfFolder.Of(folder, World), CdfFolder.Of(folder, Mono));
    }

    public static bool Is(string folder) => CdfFolder.Of(folder, World).Count + CdfFolder.Of(folder, Mono).Count > 0;

    public string Description { get; }

    public LengthUnit? Unit => LengthUnit.Millimetre;

    public IReadOnlyList<string> Subjects => [.. _world.Keys.Union(_mono.Keys)];

    public IEnumerable<Take> TakesOf(string subject) =>
        _world.TryGetValue(subject, out var folder)
            ? Directory.EnumerateFiles(folder, "*.cdf").Select(file => new Take(subject, CdfFolder.Parts(file).Action, Joints(file)))
            : Directory
                .EnumerateFiles(_mono[subject], "*.cdf")
                .GroupBy(file => CdfFolder.Parts(file).Action)
                .Select(files => new Take(subject, files.Key, ToWorld(subject, files.Order(StringComparer.Ordinal).First())));

    public IReadOnlyList<Camera> CamerasOf(string subject) =>
        [.. Human36mCameras.Serials.Select(serial => Human36mCameras.Find(subject, serial)).OfType<Camera>()];

    private static float[] ToWorld(string subject, string file)
    {
        var serial = CdfFolder.Parts(file).Camera;
        var camera = Human36mCameras.Find(subject, serial)
            ?? throw new ConfigurationException(
                $"{file}: '{OneLine.Of(serial)}' is not a camera of {subject}. The files of {Mono} are named ACTION.CAMERA.cdf; the cameras are "
                    + $"{string.Join(", ", Human36mCameras.Serials)}"
            );
        var joints = Joints(file);
        camera.ToWorld(joints, joints);
        return joints;
    }

    private static float[] Joints(string file) => CdfPoses.Read(file, 3);
}
