using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>A source of 2D keypoints for takes.</summary>
internal interface IDetections
{
    Skeleton Layout { get; }

    /// <summary>For the description: what it is and where.</summary>
    string Description { get; }

    /// <summary>Null where there are none for this take and camera.</summary>
    DetectedPose? Read(Take take, Camera camera, int cameraIndex);
}

/// <summary>What a detector saw of one take through one camera: x, y, score of each joint a frame (3·J·Frames, px).</summary>
internal sealed record DetectedPose(float[] Keypoints, int Frames);
