using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Motion;

/// <summary>A camera's stream of frames.</summary>
/// <param name="Name">On the topic.</param>
/// <param name="Layout">Of its keypoints.</param>
/// <param name="Width">Of the image, px.</param>
/// <param name="Height">Of the image, px.</param>
/// <param name="Frames">How many there are; null: it never ends.</param>
internal sealed record MotionStream(string Name, Skeleton Layout, int Width, int Height, long? Frames);
