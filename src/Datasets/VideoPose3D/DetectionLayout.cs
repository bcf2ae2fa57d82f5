using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.VideoPose3D;

/// <summary>Determines the layout of a data_2d_*.npz from its metadata: layout_name, num_joints, keypoints_symmetry.</summary>
internal static class DetectionLayout
{
    /// <exception cref="ConfigurationException">The layout is not supported.</exception>
    public static Skeleton Of(string path, object? metadata)
    {
        var entries = metadata as Dictionary<object, object?> ?? [];
        var (name, joints) = Named(entries);
        return Find(entries)
            ?? throw new ConfigurationException(
                $"{path}: the layout '{OneLine.Of(name ?? "(none)")}' with {joints?.ToString() ?? "an unknown number of"} joints is not supported; "
                    + "supported are h36m and coco with 17 joints, mpii and h36m with 16"
            );
    }

    /// <summary>Null: the layout is not supported.</summary>
    public static Skeleton? Find(Dictionary<object, object?> entries) =>
        Named(entries) switch
        {
            ("coco", 17) => Skeletons.Coco17,
            ("h36m" or null, 17) => Skeletons.H36m17,
            // VideoPose3D's Stacked Hourglass files have no layout name. The index of the first left joint distinguishes the two layouts of 16
            // joints.
            (_, 16) when FirstLeft(entries) == 3 => Skeletons.Hourglass16,
            ("h36m" or null, 16) when FirstLeft(entries) == 4 => Skeletons.H36m16,
            _ => null,
        };

    private static (string? Name, long? Joints) Named(Dictionary<object, object?> entries) =>
        (entries.GetValueOrDefault("layout_name") as string, entries.GetValueOrDefault("num_joints") as long?);

    private static long? FirstLeft(Dictionary<object, object?> metadata) =>
        metadata.GetValueOrDefault("keypoints_symmetry") is List<object?> and [List<object?> and [long first, ..], ..] ? first : null;
}
