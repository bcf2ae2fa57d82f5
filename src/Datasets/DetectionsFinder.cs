using StreamLift.Datasets.Authors;
using StreamLift.Datasets.Human36m;
using StreamLift.Datasets.VideoPose3D;
using StreamLift.Poses;

namespace StreamLift.Datasets;

/// <summary>Opens the detections that "gt", "sh" or a path refers to.</summary>
internal static class DetectionsFinder
{
    public static IDetections Open(string named, string data)
    {
        if (named.Equals("gt", StringComparison.OrdinalIgnoreCase))
            return new ProjectedGroundTruth();
        if (named.Equals("sh", StringComparison.OrdinalIgnoreCase))
            return StackedHourglass(data);
        if (File.Exists(named))
            return Path.GetExtension(named).Equals(".npz", StringComparison.OrdinalIgnoreCase)
                ? new VideoPoseDetections(named)
                : throw new ConfigurationException(
                    $"--detections {named}: unknown file format; supported are a data_2d_*.npz and a folder of S*/…/ACTION.CAMERA.h5"
                );
        if (AuthorsFolder.HasDetections(data, named))
            return new AuthorsDetections(data, named);
        if (Directory.Exists(named) && AuthorsFolder.SingleDetectionsFolder(named) is { } inside)
            return new AuthorsDetections(named, inside);
        if (CdfFolder.Of(data, named) is { Count: > 0 } kind)
            return new CdfDetections(Path.Combine(data, named), kind);
        if (CdfFolder.Of(named, "D2_Positions") is { Count: > 0 } folders)
            return new CdfDetections(named, folders);
        throw new ConfigurationException(
            $"--detections {named}: not found; supported are gt, sh, a data_2d_*.npz, a folder of S*/…/ACTION.CAMERA.h5, and Human3.6M's D2_Positions"
        );
    }

    private static IDetections StackedHourglass(string data)
    {
        const string Folder = "StackedHourglass";
        if (AuthorsFolder.HasDetections(data, Folder))
            return new AuthorsDetections(data, Folder);
        var beside = File.Exists(data) ? Path.GetDirectoryName(Path.GetFullPath(data))! : data;
        return Directory.GetFiles(beside, "data_2d_*sh*.npz") switch
        {
            [var only] => new VideoPoseDetections(only),
            [] => throw new ConfigurationException($"--detections sh: {data} has no S*/{Folder}/*.h5, and there is no data_2d_*sh*.npz beside it"),
            var several => throw new ConfigurationException(
                $"--detections sh: {beside} has {several.Length} files of detections; use the path of one of them: "
                    + $"{string.Join(", ", several.Order(StringComparer.Ordinal))}"
            ),
        };
    }
}
