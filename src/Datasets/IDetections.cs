using StreamLift.Poses;

namespace StreamLift.Datasets;

/// <summary>A source of 2D keypoints for takes.</summary>
internal interface IDetections
{
    Skeleton Layout { get; }

    /// <summary>For the description: what it is and where.</summary>
    string Description { get; }

    /// <summary>Null where there are none for this take and camera.</summary>
    Detected? Read(Take take, Camera camera, int cameraIndex);
}
