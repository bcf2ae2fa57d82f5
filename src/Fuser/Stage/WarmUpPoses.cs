using System.Text;
using StreamLift.Capture.Geometry;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Fuser.Stage;

/// <summary>
/// Pose records of the cameras of a Human3.6M take in which a person stands in the middle, as the first stage would write them, for the warm-up: some instants,
/// in both encodings by turns.
/// </summary>
public static class WarmUpPoses
{
    private const int Instants = 6;
    private const int IntervalMs = 40;
    private const string Stream = "S9/Walking 1/54138969"; // its camera is known without a file

    // x and z of each joint of h36m17, mm, in a world whose z points up
    private static readonly (int X, int Z)[] Body =
    [
        (0, 950),
        (-130, 950),
        (-130, 500),
        (-130, 80),
        (130, 950),
        (130, 500),
        (130, 80),
        (0, 1200),
        (0, 1450),
        (0, 1550),
        (0, 1700),
        (170, 1430),
        (250, 1150),
        (270, 900),
        (-170, 1430),
        (-250, 1150),
        (-270, 900),
    ];

    /// <summary>The records, in the order of their capture times.</summary>
    /// <param name="rigs">Rigs, Human3.6M's among them.</param>
    /// <param name="timestampMs">The capture time of the first frames, Unix milliseconds.</param>
    /// <exception cref="ArgumentException">Human3.6M's are not among the rigs.</exception>
    public static IReadOnlyList<WarmUpRecord> Records(StreamRigs rigs, long timestampMs)
    {
        var rig = rigs.Find(Stream)?.Rig ?? throw new ArgumentException($"no rig has {Stream}", nameof(rigs));
        var (records, writer) = (new List<WarmUpRecord>(), new PoseWriter());
        var layout = Encoding.UTF8.GetBytes(Skeletons.H36m17.Name);
        var (joints, keypoints) = (new float[Skeletons.PoseWidth], new float[Skeletons.PoseWidth]);
        for (var i = 0; i < Body.Length; i++)
            (joints[3 * i], joints[(3 * i) + 1]) = (Body[i].X, Body[0].Z - Body[i].Z);
        for (var instant = 0; instant < Instants; instant++)
        {
            var encoding = instant % 2 == 0 ? WireEncoding.Json : WireEncoding.Protobuf;
            foreach (var camera in rig.Rig.Cameras)
            {
                Project(camera, keypoints);
                var (lens, stream) = (camera.Camera.Intrinsics, Encoding.UTF8.GetBytes(camera.Stream));
                writer.Begin(encoding, stream, instant, timestampMs + (IntervalMs * instant), "made"u8, layout, lens.Width, lens.Height);
                writer.Person(1, 1, joints, default, keypoints);
                records.Add(new WarmUpRecord(rig.Utf8Name, writer.End().ToArray(), encoding));
            }
        }

        return records;
    }

    private static void Project(PlacedCamera camera, float[] keypoints)
    {
        for (var i = 0; i < Body.Length; i++)
        {
            var isSeen = camera.TryProject(new Point3(Body[i].X, 0, Body[i].Z), out var x, out var y);
            (keypoints[3 * i], keypoints[(3 * i) + 1], keypoints[(3 * i) + 2]) = ((float)x, (float)y, isSeen ? 1 : 0);
        }
    }
}
