using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Detections;

/// <summary>The frames of one camera as a detector wrote them, in memory.</summary>
/// <param name="Name">The stream's name on the topic.</param>
/// <param name="Layout">The layout of the keypoints.</param>
/// <param name="Rate">Frames per second; null: unknown.</param>
/// <param name="Frames">By rising number; never empty.</param>
internal sealed record DetectedStream(string Name, Skeleton Layout, double? Rate, IReadOnlyList<DetectedFrame> Frames);

/// <summary>A frame as a detector wrote it.</summary>
/// <param name="Number">The frame's number.</param>
/// <param name="People">The people; none where nobody was found.</param>
internal sealed record DetectedFrame(long Number, IReadOnlyList<DetectedPerson> People)
{
    /// <summary>Size of the image, px; 0, 0: unknown. It may differ from image to image, as in COCO's data.</summary>
    public (int Width, int Height) Image { get; init; }
}

/// <summary>A person of a frame.</summary>
/// <param name="Id">The file's id, else the place in the list.</param>
/// <param name="Score">The file's score of the person; NaN: none.</param>
/// <param name="Keypoints">x, y, score of each joint. Not seen: 0, 0, 0.</param>
internal sealed record DetectedPerson(long Id, float Score, float[] Keypoints);
