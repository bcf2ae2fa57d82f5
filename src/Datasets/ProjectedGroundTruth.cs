using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>Keypoints without detector errors: the true pose, projected with the camera including distortion. A joint behind the camera is missing.</summary>
internal sealed class ProjectedGroundTruth : IDetections
{
    public Skeleton Layout => Skeletons.H36m17;

    public string Description => "projected ground truth";

    public DetectedPose Read(Take take, IReadOnlyList<Camera> cameras, int index) => Project(take, cameras[index]);

    /// <summary>The keypoints of a take in a camera.</summary>
    public static DetectedPose Project(Take take, Camera camera)
    {
        var joints = take.World.Length / 3;
        var seen = new float[take.World.Length];
        var pixels = new float[2 * joints];
        camera.ToCamera(take.World, seen);
        camera.Project(seen, pixels);
        for (var j = 0; j < joints; j++)
        {
            var before = seen[3 * j + 2] > 0;
            (seen[3 * j], seen[3 * j + 1], seen[3 * j + 2]) = before ? (pixels[2 * j], pixels[2 * j + 1], 1f) : (0f, 0f, 0f);
        }
        return new DetectedPose(seen, take.Frames);
    }
}
