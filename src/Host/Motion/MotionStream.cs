using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Motion;

/// <summary>A camera's stream of frames.</summary>
/// <param name="Name">The stream's name on the topic.</param>
/// <param name="Layout">The layout of its keypoints.</param>
/// <param name="Width">Width of the image, px.</param>
/// <param name="Height">Height of the image, px.</param>
/// <param name="Frames">Number of frames; null: endless.</param>
internal sealed record MotionStream(string Name, Skeleton Layout, int Width, int Height, long? Frames);
