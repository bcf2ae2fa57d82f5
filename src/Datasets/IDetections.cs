using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>A source of 2D keypoints.</summary>
internal interface IDetections
{
    Skeleton Layout { get; }

    /// <summary>The kind and location of the source, for messages.</summary>
    string Description { get; }

    /// <summary>The keypoints of a take in one of its cameras. Null: there are none.</summary>
    DetectedPose? Read(Take take, IReadOnlyList<Camera> cameras, int index);
}

/// <summary>The 2D keypoints of a take in a camera: x, y, score per joint and frame (3·J·Frames numbers, px).</summary>
internal sealed record DetectedPose(float[] Keypoints, int Frames);
