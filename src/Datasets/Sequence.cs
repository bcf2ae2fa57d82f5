using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>
/// A take seen by one camera: the 2D keypoints and the true 3D pose of each frame. Immutable and thread-safe. The data of a frame is a view, not a
/// copy.
/// </summary>
public sealed class Sequence
{
    private readonly float[] _world;
    private readonly float[] _pose;
    private readonly float[] _keypoints;

    /// <param name="take">The true poses, at least <paramref name="frames"/> frames.</param>
    /// <param name="camera">The camera, with its <see cref="Camera.Extrinsics"/>. Its name is the last part of the stream's name.</param>
    /// <param name="layout">The layout of the keypoints.</param>
    /// <param name="keypoints">x, y, score in px: 3·J·frames numbers or more.</param>
    /// <param name="frames">The number of frames for which there are poses and keypoints.</param>
    internal Sequence(Take take, Camera camera, Skeleton layout, float[] keypoints, int frames)
    {
        (Subject, Action, Camera, Layout, Frames) = (take.Subject, take.Action, camera, layout, frames);
        Rate = take.Rate;
        (_world, _keypoints, _pose) = (take.World, keypoints, new float[frames * Skeletons.PoseWidth]);
        Stream = $"{Subject}/{Action}/{camera.Name}";
        camera.ToCamera(_world.AsSpan(0, _pose.Length), _pose);
    }

    /// <summary>The subject, such as "S9".</summary>
    public string Subject { get; }

    /// <summary>The action, such as "Walking 1". Names are normalized: "Walking_1" becomes "Walking 1", "WalkingDog" becomes "WalkDog".</summary>
    public string Action { get; }

    /// <summary>The camera.</summary>
    public Camera Camera { get; }

    /// <summary>The name of the stream on a topic, such as "S9/Walking 1/54138969".</summary>
    public string Stream { get; }

    /// <summary>The layout of <see cref="Keypoints"/>.</summary>
    public Skeleton Layout { get; }

    /// <summary>The number of frames.</summary>
    public int Frames { get; }

    /// <summary>Frames per second of the recording. Null: the data does not say it.</summary>
    public double? Rate { get; }

    /// <summary>The same take seen by another camera. The keypoints are the projected true poses, in h36m17.</summary>
    /// <param name="camera">The camera, with its <see cref="Camera.Extrinsics"/>.</param>
    public Sequence SeenBy(Camera camera)
    {
        var take = new Take(Subject, Action, _world.Length == _pose.Length ? _world : _world[.._pose.Length]) { Rate = Rate };
        return new Sequence(take, camera, Skeletons.H36m17, ProjectedGroundTruth.Project(take, camera).Keypoints, Frames);
    }

    /// <summary>x, y, score of each joint: 3·J numbers, px. A missing joint is 0, 0, 0.</summary>
    public ReadOnlySpan<float> Keypoints(int frame) => View(_keypoints, 3 * Layout.Count, frame);

    /// <summary>The true pose in camera axes: 17 joints (h36m17), x right, y down, z away, absolute, mm.</summary>
    public ReadOnlySpan<float> Pose(int frame) => View(_pose, Skeletons.PoseWidth, frame);

    /// <summary>The true pose in the world: 17 joints (h36m17), z up, mm.</summary>
    public ReadOnlySpan<float> World(int frame) => View(_world, Skeletons.PoseWidth, frame);

    private ReadOnlySpan<float> View(float[] of, int stride, int frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)frame, (uint)Frames, nameof(frame));
        return of.AsSpan(frame * stride, stride);
    }
}
