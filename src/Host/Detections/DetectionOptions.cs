using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Detections;

/// <summary>How detectors' files are read.</summary>
internal sealed record DetectionOptions
{
    /// <summary>A file or a folder.</summary>
    public required string Source { get; init; }

    /// <summary>Null: told apart by content.</summary>
    public DetectionFormat? Format { get; init; }

    /// <summary>The stream's name, or the beginning of the streams' names; null: the name of the file or folder.</summary>
    public string? Stream { get; init; }

    /// <summary>The image's size, px; null: the files' own.</summary>
    public (int Width, int Height)? Image { get; init; }

    /// <summary>What the keypoints are; null: as the file says, else by their number.</summary>
    public Skeleton? Layout { get; init; }

    /// <summary>The layouts that files may name.</summary>
    public SkeletonCatalogue Catalogue { get; init; } = SkeletonCatalogue.BuiltIn;

    /// <summary>Whether coordinates are 0…1 of the image.</summary>
    public bool IsNormalised { get; init; }

    /// <summary>Whether files that can't be read are left out.</summary>
    public bool SkipsBadFiles { get; init; }

    /// <summary>Receives the number of files read so far.</summary>
    public Action<long> Progress { get; init; } = _ => { };

    /// <summary>The most cameras of a take, of the files that know both (npz).</summary>
    public int CameraLimit { get; init; } = int.MaxValue;

    /// <summary>The most frames of a stream.</summary>
    public int FrameLimit { get; init; } = int.MaxValue;
}
