using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using StreamLift.Tests;

namespace StreamLift.Rigs.Tests;

/// <summary>The 3D that Pose2Sim computed of two people, in the images of the four cameras, against the keypoints that it was computed from.</summary>
public class ReprojectionTests
{
    private const string Archive = "samples/multiview/pose2sim-two-people.tar.gz";

    // The places of the TRC's markers RHip, RKnee, RAnkle, LHip, LKnee, LAnkle, RShoulder, RElbow, RWrist, LShoulder, LElbow, LWrist in BODY_25B.
    private static readonly (string Marker, int Keypoint)[] Joints =
    [
        ("RHip", 12),
        ("RKnee", 14),
        ("RAnkle", 16),
        ("LHip", 11),
        ("LKnee", 13),
        ("LAnkle", 15),
        ("RShoulder", 6),
        ("RElbow", 8),
        ("RWrist", 10),
        ("LShoulder", 5),
        ("LElbow", 7),
        ("LWrist", 9),
    ];

    [SharedFact(Archive)]
    public void Positions_of_Pose2Sim_project_onto_its_keypoints_in_both_calibration_formats()
    {
        var files = Files();
        foreach (var name in new[] { "Calib.qca.txt", "Calib_qualisys.toml" })
        {
            using var folder = new TemporaryFolder();
            var rig = folder.Read(name, files.Single(file => file.Key.EndsWith(name, StringComparison.Ordinal)).Value);
            foreach (var person in new[] { 0, 1 })
                Assert.InRange(Median(rig, files, person), 4, 24);
        }
    }

    private static double Median(Rig rig, Dictionary<string, string> files, int person)
    {
        var rows = files.Single(file => file.Key.EndsWith($"_P{person + 1}_0-100.trc", StringComparison.Ordinal)).Value.Split('\n');
        var markers = rows[3].Split('\t');
        var errors = new List<double>();
        foreach (var row in rows.Skip(5).Where(row => row.Trim().Length > 0))
        {
            var cells = row.Split('\t');
            var frame = int.Parse(cells[0], CultureInfo.InvariantCulture);
            for (var camera = 0; camera < rig.Cameras.Count; camera++)
            {
                var path = files.Keys.FirstOrDefault(key =>
                    key.Contains($"pose-associated/cam0{camera + 1}_json/cam0{camera + 1}.{frame:0000}.json", StringComparison.Ordinal)
                );
                if (path is not null)
                    errors.AddRange(Errors(rig.Cameras[camera], files[path], person, markers, cells));
            }
        }
        errors.Sort();
        Assert.True(errors.Count > 1000, $"{errors.Count} keypoints");
        return errors[errors.Count / 2];
    }

    private static IEnumerable<double> Errors(Poses.Cameras.Camera camera, string json, int person, string[] markers, string[] cells)
    {
        using var frame = JsonDocument.Parse(json.Replace("NaN", "null", StringComparison.Ordinal));
        var people = frame.RootElement.GetProperty("people");
        // A person whom the camera does not see is an empty object.
        if (people.GetArrayLength() <= person || !people[person].TryGetProperty("pose_keypoints_2d", out var keypoints))
            yield break;
        var pixel = new float[2];
        foreach (var (marker, keypoint) in Joints)
        {
            var column = Array.IndexOf(markers, marker);
            if (keypoints.GetArrayLength() < 3 * keypoint + 3 || keypoints[3 * keypoint].ValueKind != JsonValueKind.Number)
                continue;
            // TRC's X, Y, Z are the world's y, z, x.
            if (!Numbers(cells, column, out var x, out var y, out var z) || !(keypoints[(3 * keypoint) + 2].GetDouble() > 0.4))
                continue;
            float[] world = [1000 * z, 1000 * x, 1000 * y];
            camera.ToCamera(world, world);
            camera.Project(world, pixel);
            yield return Math.Sqrt(
                Math.Pow(pixel[0] - keypoints[3 * keypoint].GetDouble(), 2) + Math.Pow(pixel[1] - keypoints[(3 * keypoint) + 1].GetDouble(), 2)
            );
        }
    }

    private static bool Numbers(string[] cells, int column, out float x, out float y, out float z)
    {
        (x, y, z) = (0, 0, 0);
        return float.TryParse(cells[column], CultureInfo.InvariantCulture, out x)
            && float.TryParse(cells[column + 1], CultureInfo.InvariantCulture, out y)
            && float.TryParse(cells[column + 2], CultureInfo.InvariantCulture, out z);
    }

    private static Dictionary<string, string> Files()
    {
        var files = new Dictionary<string, string>();
        using var tar = new TarReader(new GZipStream(File.OpenRead(Path.Combine(SharedData.Root, Archive)), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
            if (entry.DataStream is { } data)
                files[entry.Name] = new StreamReader(data).ReadToEnd();
        return files;
    }
}
