using StreamLift.Datasets.Numpy;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.VideoPose3D;

/// <summary>
/// VideoPose3D's data_2d_*.npz: positions_2d = subject → action → a list of (N, J, 2) px (or x, y, score) per camera. Missing cameras are None.
/// </summary>
internal sealed class VideoPoseDetections : IDetections
{
    private readonly string _path;
    private readonly SubjectTable _table;

    public VideoPoseDetections(string path)
    {
        _path = path;
        _table = SubjectTable.Read(path, "positions_2d");
        Layout = DetectionLayout.Of(path, NpzFile.Read(path, "metadata"));
    }

    public Skeleton Layout { get; }

    public string Description => _path;

    public DetectedPose? Read(Take take, IReadOnlyList<Camera> cameras, int index)
    {
        foreach (var (name, value) in _table.ActionsOf(take.Subject))
            if (name == take.Action)
                return _table.Guarded($"{take.Name}, camera {index}", () => OfCamera(value, cameras.Count, index));
        return null;
    }

    private DetectedPose? OfCamera(object? value, int count, int index)
    {
        var cameras = value switch
        {
            List<object?> list => list,
            object?[] tuple => [.. tuple],
            NumpyArray { Objects: { } objects } => objects,
            _ => throw new InvalidDataException($"the value is {SubjectTable.Shown(value)}; expected is a list of cameras"),
        };
        // The list has no camera names. If it is too short, the missing camera is unknown.
        return cameras.Count < count || cameras[index] is null ? null : Keypoints(cameras[index]);
    }

    private DetectedPose Keypoints(object? value)
    {
        if (value is not NumpyArray { Shape: [var frames, var joints, 2 or 3] shape } array || joints != Layout.Count)
            throw new InvalidDataException($"the value is {SubjectTable.Shown(value)}; expected is (frames, {Layout.Count}, 2)");
        return new DetectedPose(KeypointConversion.ToKeypoints(array.TakeFloats(), shape[2]), frames);
    }
}
