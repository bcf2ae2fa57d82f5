using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Detections;

/// <summary>2D keypoints of one camera that were recorded without 3D poses.</summary>
/// <param name="Name">What tells it from the other takes of its file, such as "video.mp4"; empty if it is the only one.</param>
/// <param name="Frames">The number of frames.</param>
/// <param name="People">The number of people in a frame, whether seen in it or not.</param>
/// <param name="Joints">The number of joints of a person.</param>
/// <param name="Keypoints">x, y, score of each joint, person and frame: 3·Joints·People·Frames numbers. A missing joint is 0, 0, 0.</param>
public sealed record DetectedTake(string Name, int Frames, int People, int Joints, float[] Keypoints)
{
    /// <summary>The layout that the file names; null: none.</summary>
    public Skeleton? Layout { get; init; }

    /// <summary>The image's width, px; 0: unknown.</summary>
    public int Width { get; init; }

    /// <summary>The image's height, px; 0: unknown.</summary>
    public int Height { get; init; }

    /// <summary>Frames per second; null: unknown.</summary>
    public double? Rate { get; init; }

    /// <summary>The number of each frame; null: they count from 0.</summary>
    public IReadOnlyList<long>? Numbers { get; init; }

    /// <summary>x, y, score of each joint of a person: 3·Joints numbers.</summary>
    public ReadOnlySpan<float> Of(int frame, int person) => Keypoints.AsSpan((frame * People + person) * 3 * Joints, 3 * Joints);
}
