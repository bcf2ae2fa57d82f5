using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using StreamLift.Tests;

namespace StreamLift.Datasets.Tests.Markers;

/// <summary>The 3D of Pose2Sim, seen by the cameras of its calibration, against the keypoints that it was computed from.</summary>
public sealed class Pose2SimTests : IDisposable
{
    private const string Archive = "samples/multiview/pose2sim-two-people.tar.gz";

    // Joints of h36m17 and their places in BODY_25B.
    private static readonly (int Joint, int Keypoint)[] Joints =
    [
        (1, 12),
        (2, 14),
        (3, 16),
        (4, 11),
        (5, 13),
        (6, 15),
        (11, 5),
        (12, 7),
        (13, 9),
        (14, 6),
        (15, 8),
        (16, 10),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedFact(Archive)]
    public void TRC_files_of_Pose2Sim_are_seen_by_its_calibration_where_its_detector_saw_them()
    {
        using (var tar = new TarReader(new GZipStream(File.OpenRead(Path.Combine(SharedData.Root, Archive)), CompressionMode.Decompress)))
            while (tar.GetNextEntry() is { } entry)
                if (entry.DataStream is not null && (entry.Name.EndsWith(".trc") || entry.Name.Contains("Calib_") || entry.Name.Contains("pose-associated")))
                    entry.ExtractToFile(_folder.File(Path.GetFileName(entry.Name)), overwrite: true);
        var cameras = PlacedCameras.Read(Path.Combine(_folder.Path, "Calib_qualisys.toml")).Cameras;
        var data = Dataset.Open(new DatasetOptions { Path = Path.Combine(_folder.Path, "*.trc"), Cameras = cameras });
        Assert.Equal(8, data.Sequences.Count);
        foreach (var sequence in data.Sequences)
        {
            var errors = Errors(sequence).Order().ToList();
            Assert.True(errors.Count > 300, $"{sequence.Stream}: {errors.Count} keypoints");
            Assert.InRange(errors[errors.Count / 2], 2, 30);
        }
    }

    private IEnumerable<double> Errors(Sequence sequence)
    {
        var person = sequence.Action.Contains("P1 0-100", StringComparison.Ordinal) ? 0 : 1;
        for (var frame = 0; frame < sequence.Frames; frame++)
        {
            var file = Path.Combine(_folder.Path, $"{sequence.Camera.Name.Replace("_", "", StringComparison.Ordinal)}.{frame:0000}.json");
            if (!File.Exists(file))
                continue;
            using var json = JsonDocument.Parse(File.ReadAllText(file).Replace("NaN", "null", StringComparison.Ordinal));
            var people = json.RootElement.GetProperty("people");
            if (people.GetArrayLength() <= person || !people[person].TryGetProperty("pose_keypoints_2d", out var detected))
                continue;
            foreach (var (joint, keypoint) in Joints)
                if (
                    detected.GetArrayLength() > (3 * keypoint) + 2
                    && detected[3 * keypoint].ValueKind == JsonValueKind.Number
                    && detected[(3 * keypoint) + 2].GetDouble() > 0.4
                )
                    yield return Math.Sqrt(
                        Math.Pow(sequence.Keypoints(frame)[3 * joint] - detected[3 * keypoint].GetDouble(), 2)
                            + Math.Pow(sequence.Keypoints(frame)[(3 * joint) + 1] - detected[(3 * keypoint) + 1].GetDouble(), 2)
                    );
        }
    }
}
