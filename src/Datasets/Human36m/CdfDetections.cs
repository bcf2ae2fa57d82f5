using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Human36m;

/// <summary>The 2D keypoints of Human3.6M, D2_Positions: variable Pose, (1, N, 64), px. These are the true poses, projected by Human3.6M.</summary>
internal sealed class CdfDetections(string path, Dictionary<string, string> folders) : IDetections
{
    private readonly Dictionary<string, Dictionary<(string Action, string Camera), string>> _files = [];

    public Skeleton Layout => Skeletons.H36m17;

    public string Description => $"Human3.6M's CDF {path}";

    public DetectedPose? Read(Take take, IReadOnlyList<Camera> cameras, int index)
    {
        if (!_files.TryGetValue(take.Subject, out var files))
            _files[take.Subject] = files = folders.TryGetValue(take.Subject, out var folder)
                ? Directory.EnumerateFiles(folder, "*.cdf").GroupBy(CdfFolder.Parts).ToDictionary(same => same.Key, same => same.First())
                : [];
        if (!files.TryGetValue((take.Action, cameras[index].Name), out var file))
            return null;
        var pixels = CdfPoses.Read(file, 2);
        return new DetectedPose(KeypointConversion.ToKeypoints(pixels, 2), pixels.Length / (2 * Layout.Count));
    }
}
