namespace StreamLift.Datasets;

/// <summary>Which recorded motion to read, and what saw it.</summary>
public sealed record DatasetOptions
{
    /// <summary>
    /// VideoPose3D's data_3d_*.npz (or a folder with one), the 2017 authors' folder of S*/MyPoses/3D_positions/*.h5, Human3.6M's own of
    /// S*/MyPoseFeatures/D3_Positions/*.cdf, or a folder of *.bvh.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>"S9", "S11" …; null: all there are.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>
    /// <c>gt</c>: the truth projected through each sequence's own camera, distortion included; <c>sh</c>: Stacked Hourglass's detections, from beside
    /// the 3D data; else a data_2d_*.npz, a folder of S*/…/ACTION.CAMERA.h5, or the name of such a folder within each subject's (StackedHourglassFineTuned240,
    /// D2_Positions).
    /// </summary>
    public string Detections { get; init; } = "gt";
}
