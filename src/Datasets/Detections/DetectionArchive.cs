using StreamLift.Datasets.Numpy;
using StreamLift.Poses;

namespace StreamLift.Datasets.Detections;

/// <summary>Reads npz files with 2D keypoints and no 3D poses.</summary>
public static class DetectionArchive
{
    /// <summary>The forms that can be read, for messages.</summary>
    public const string Known = "VideoPose3D's positions_2d, or arrays keypoints (frames, people, joints, 2) and scores (frames, people, joints)";

    /// <summary>The form of an npz file.</summary>
    /// <exception cref="ConfigurationException">The file is no npz, or damaged.</exception>
    public static DetectionArchiveForm FormOf(string path)
    {
        var names = NpzFile.Names(path);
        return names.Contains("positions_3d") ? DetectionArchiveForm.None
            : names.Contains("positions_2d") ? DetectionArchiveForm.VideoPose3D
            : KeypointArrays.Are(names) ? DetectionArchiveForm.Keypoints
            : DetectionArchiveForm.None;
    }

    /// <summary>Reads the file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostCameras">The most cameras of a video, the first ones.</param>
    /// <exception cref="ConfigurationException">The file holds no 2D keypoints, or is damaged.</exception>
    public static IReadOnlyList<DetectedTake> Read(string path, int mostCameras = int.MaxValue) =>
        FormOf(path) switch
        {
            DetectionArchiveForm.VideoPose3D => CustomVideos.Read(path, mostCameras),
            DetectionArchiveForm.Keypoints => [KeypointArrays.Read(path)],
            _ => throw new ConfigurationException($"{path} holds {OneLine.Of(string.Join(", ", NpzFile.Names(path)), 200)}; 2D keypoints are {Known}"),
        };
}

/// <summary>What an npz file with 2D keypoints looks like.</summary>
public enum DetectionArchiveForm
{
    /// <summary>It has no 2D keypoints, or 3D poses as well.</summary>
    None,

    /// <summary>VideoPose3D's data_2d_*.npz.</summary>
    VideoPose3D,

    /// <summary>Arrays of keypoints and scores, as users of rtmlib save them.</summary>
    Keypoints,
}
