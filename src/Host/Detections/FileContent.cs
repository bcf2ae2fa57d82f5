using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Detections;

/// <summary>What was read from a detector's file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">The format, for messages: "OpenPose JSON".</param>
/// <param name="IsFrame">Whether it holds one frame that does not say its number: the number is in the file's name.</param>
/// <param name="Takes">The sequences; more than one of an archive only.</param>
internal sealed record FileContent(string Path, string Format, bool IsFrame, IReadOnlyList<FileTake> Takes);

/// <summary>A sequence of a file.</summary>
/// <param name="Name">What tells it from the file's others; empty if it is the only one.</param>
/// <param name="Layout">The layout of the keypoints; null where there is nobody and none is named.</param>
/// <param name="Frames">The frames in the file's order.</param>
internal sealed record FileTake(string Name, Skeleton? Layout, IReadOnlyList<DetectedFrame> Frames)
{
    /// <summary>Frames per second; null: unknown.</summary>
    public double? Rate { get; init; }
}
