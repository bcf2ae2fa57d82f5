using StreamLift.Datasets.Hdf5;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Authors;

/// <summary>
/// Stacked Hourglass detections in the format of the 2017 authors: S9/FOLDER/Walking_1.54138969.h5 with dataset poses, (N, 16, 2), whole px.
/// </summary>
internal sealed class AuthorsDetections(string root, string folder) : IDetections
{
    private readonly Dictionary<string, Dictionary<(string Action, string Camera), string>> _files = [];

    public Skeleton Layout => Skeletons.Hourglass16;

    public string Description => Path.Combine(root, "S*", folder);

    public DetectedPose? Read(Take take, IReadOnlyList<Camera> cameras, int index)
    {
        if (!_files.TryGetValue(take.Subject, out var files))
            _files[take.Subject] = files = Files(Path.Combine(root, take.Subject, folder));
        return files.TryGetValue((take.Action, cameras[index].Name), out var path) ? Keypoints(path) : null;
    }

    private static Dictionary<(string Action, string Camera), string> Files(string folder)
    {
        var files = new Dictionary<(string, string), string>();
        if (!Directory.Exists(folder))
            return files;
        foreach (var path in Directory.EnumerateFiles(folder, "*.h5"))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var dot = name.LastIndexOf('.');
            if (dot > 0)
                files[(ActionName.Of(name[..dot]), name[(dot + 1)..])] = path;
        }
        return files;
    }

    private static DetectedPose Keypoints(string path)
    {
        using var file = new Hdf5File(path);
        var (shape, values) = file.Read<float>("poses");
        if (shape is not [var frames, 16, 2 or 3])
            throw new ConfigurationException($"{path}: poses has the shape ({string.Join(", ", shape)}); expected is (frames, 16, 2)");
        return new DetectedPose(KeypointConversion.ToKeypoints(values, shape[2]), frames);
    }
}
