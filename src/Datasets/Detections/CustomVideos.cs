using StreamLift.Datasets.Numpy;
using StreamLift.Datasets.VideoPose3D;
using StreamLift.Poses;

namespace StreamLift.Datasets.Detections;

/// <summary>
/// VideoPose3D's data_2d_custom_*.npz: positions_2d = video → "custom" → a list of (frames, joints, 2 or 3) px per camera, and metadata with layout_name,
/// keypoints_symmetry and video_metadata = video → w, h (, fps). Source: VideoPose3D's data/prepare_data_2d_custom.py.
/// </summary>
internal static class CustomVideos
{
    public static IReadOnlyList<DetectedTake> Read(string path, int mostCameras)
    {
        var table = SubjectTable.Read(path, "positions_2d");
        var metadata = NpzFile.Read(path, "metadata") as Dictionary<object, object?> ?? [];
        var videos = metadata.GetValueOrDefault("video_metadata") as Dictionary<object, object?> ?? [];
        var takes = new List<DetectedTake>();
        foreach (var video in table.Subjects)
        {
            var (about, actions) = (videos.GetValueOrDefault(video) as Dictionary<object, object?> ?? [], table.ActionsOf(video));
            foreach (var (action, value) in actions)
            {
                var cameras = table.Guarded($"{video}/{action}", () => CamerasOf(value));
                for (var i = 0; i < Math.Min(cameras.Count, mostCameras); i++)
                    if (cameras[i] is { } camera)
                        takes.Add(
                            table.Guarded($"{video}/{action}, camera {i}", () => Keypoints(camera)) with
                            {
                                Name = string.Join('/', (string[])[video, .. actions.Count > 1 ? [action] : None, .. cameras.Count > 1 ? [$"{i}"] : None]),
                                Layout = DetectionLayout.Find(metadata),
                                Width = (int)(Number(about, "w") ?? 0),
                                Height = (int)(Number(about, "h") ?? 0),
                                Rate = Number(about, "fps"),
                            }
                        );
            }
        }
        return takes switch
        {
            [] => throw new ConfigurationException($"{path}: positions_2d has no keypoints"),
            [var only] => [only with { Name = "" }],
            _ => takes,
        };
    }

    private static string[] None => [];

    private static List<object?> CamerasOf(object? value) =>
        value switch
        {
            List<object?> list => list,
            object?[] tuple => [.. tuple],
            NumpyArray { Objects: { } objects } => objects,
            NumpyArray { Shape: [_, _, 2 or 3] } one => [one],
            _ => throw new InvalidDataException($"the value is {SubjectTable.Shown(value)}; expected is a list of cameras"),
        };

    private static DetectedTake Keypoints(object value) =>
        value is NumpyArray { Shape: [var frames, var joints, 2 or 3] shape } array
            ? new DetectedTake("", frames, 1, joints, KeypointConversion.ToKeypoints(array.TakeFloats(), shape[2]))
            : throw new InvalidDataException($"the value is {SubjectTable.Shown(value)}; expected is (frames, joints, 2)");

    private static double? Number(Dictionary<object, object?> about, string name) =>
        about.GetValueOrDefault(name) switch
        {
            long whole when whole is > 0 and < 1_000_000 => whole,
            double real when real is > 0 and < 1_000_000 => real,
            _ => null,
        };
}
