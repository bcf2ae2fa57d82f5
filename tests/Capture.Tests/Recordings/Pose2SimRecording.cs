using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Capture.Tests.Recordings;

/// <summary>Pose2Sim's recording of two people before four cameras (Files/README.md).</summary>
internal sealed class Pose2SimRecording : IDisposable
{
    public const int Frames = 100;
    public const double Rate = 60;

    private static readonly JointMap Map = SkeletonCatalogue.BuiltIn.Map(Skeletons.Body25b, Skeletons.H36m17);

    private readonly string _folder = Directory.CreateTempSubdirectory("pose2sim").FullName;
    private readonly ViewFrame[] _views = [.. Enumerable.Range(0, 4).Select(_ => new ViewFrame())];

    public Pose2SimRecording()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Files", "pose2sim-two-people.tar.gz"));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(unpacked, _folder, overwriteFiles: false);
        var rig = RigFile.Read(Path.Combine(_folder, "Calib_qualisys.toml"));
        Rig = new CaptureRig("two people", [.. rig.Cameras.Select(camera => new PlacedCamera(camera.Name, camera))]) { Up = new Point3(0, 0, 1) };
        Solved = [.. Directory.GetFiles(Path.Combine(_folder, "pose-3d")).Order().Select(ReadTrc)];
    }

    /// <summary>The cameras.</summary>
    public CaptureRig Rig { get; }

    /// <summary>Pose2Sim's own 3D: for each person, by the joint's name in body25b, the joint of each frame; mm, in the world.</summary>
    public IReadOnlyList<Dictionary<string, Point3[]>> Solved { get; }

    /// <summary>The time of a frame, Unix ms.</summary>
    public static double Ms(int frame) => 1_700_000_000_000 + (1000 * frame / Rate);

    /// <summary>The views of a frame.</summary>
    public IReadOnlyList<ViewFrame> Views(int frame)
    {
        for (var camera = 0; camera < _views.Length; camera++)
        {
            var path = Path.Combine(_folder, "pose", $"cam{camera + 1:00}_json", $"cam{camera + 1:00}.{frame:0000}.json");
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            _views[camera].Begin(camera, frame, Ms(frame), Map);
            foreach (var person in json.RootElement.GetProperty("people").EnumerateArray())
            {
                var index = _views[camera].Add(-1, float.NaN, isLifted: false);
                var number = 0;
                foreach (var value in person.GetProperty("pose_keypoints_2d").EnumerateArray())
                    _views[camera].Keypoints(index)[number++] = value.GetSingle();
                _views[camera].MapBody(index);
            }
        }
        return _views;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Markers are named in the fourth line, each before two empty columns; numbers begin after the sixth. TRC's X, Y, Z are the world's Y, Z, X.
    private static Dictionary<string, Point3[]> ReadTrc(string path)
    {
        var lines = File.ReadAllLines(path);
        var rows = lines.Skip(5).Where(line => line.Length > 0).Select(line => line.Split('\t').Select(Number).ToArray()).ToArray();
        var markers = new Dictionary<string, Point3[]>();
        var names = lines[3].Split('\t');
        for (var column = 2; column < names.Length; column += 3)
            if (names[column].Length > 0)
                markers[NameOf(names[column])] = [.. rows.Select(row => 1000 * new Point3(row[column + 2], row[column], row[column + 1]))];
        return markers;
    }

    private static string NameOf(string marker) =>
        marker switch
        {
            "Neck" => "UpperNeck",
            "Head" => "HeadTop",
            _ => marker,
        };

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
