using StreamLift.Datasets.Rigs;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets;

/// <summary>Selects the recorded motion to read, and its 2D keypoints.</summary>
public sealed record DatasetOptions
{
    /// <summary>
    /// VideoPose3D's data_3d_*.npz (or its folder), the 2017 authors' folder with S*/MyPoses/3D_positions/*.h5, Human3.6M's folder with
    /// S*/MyPoseFeatures/D3_Positions/*.cdf, a folder of *.bvh, or one such file.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The subjects, such as "S9" and "S11"; "cmu-*" is all whose name begins so. Null: all.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>
    /// The 2D keypoints. <c>gt</c>: the true pose, projected with the sequence's camera including distortion. <c>sh</c>: Stacked Hourglass detections
    /// beside the 3D data. Otherwise a data_2d_*.npz, a folder with S*/…/ACTION.CAMERA.h5, or the name of a folder within each subject's folder
    /// (StackedHourglassFineTuned240, D2_Positions).
    /// </summary>
    public string Detections { get; init; } = "gt";

    /// <summary>The cameras that see every take, instead of the data's own. Null: the data's own.</summary>
    public IReadOnlyList<Camera>? Cameras { get; init; }

    /// <summary>The number of random cameras around each take whose cameras are unknown. Null: such a take is left out.</summary>
    public int? RandomCameras { get; init; }

    /// <summary>What the file doesn't say about the skeleton of motion files (BVH).</summary>
    public RigOptions Rig { get; init; } = new();
}
