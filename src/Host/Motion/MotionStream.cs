using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Motion;

/// <summary>A camera's stream of frames.</summary>
/// <param name="Name">The stream's name on the topic.</param>
/// <param name="Layout">The layout of its keypoints.</param>
/// <param name="Width">Width of the first image, px; 0: unknown.</param>
/// <param name="Height">Height of the first image, px; 0: unknown.</param>
/// <param name="Frames">Number of frames; null: endless.</param>
internal sealed record MotionStream(string Name, Skeleton Layout, int Width, int Height, long? Frames)
{
    /// <summary>Frames per second of the recording; null: unknown.</summary>
    public double? Rate { get; init; }

    /// <summary>The most people in a frame.</summary>
    public int MostPeople { get; init; } = 1;
}
