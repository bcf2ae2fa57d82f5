using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>One take seen by one camera: for every frame the 2D keypoints and the true 3D pose. Immutable, any thread; a frame is a view, not a copy.</summary>
public sealed class Sequence
{
    private readonly float[] _world;
    private readonly float[] _pose;
    private readonly float[] _keypoints;

    /// <param name="take">The truth; at least <paramref name="frames"/> long.</param>
    /// <param name="camera">With its <see cref="Camera.Extrinsics"/>; its name ends the stream's.</param>
    /// <param name="layout">Of the 2D.</param>
    /// <param name="keypoints">x, y, score: 3·J·frames or more, px.</param>
    /// <param name="frames">How many of them both have.</param>
    internal Sequence(Take take, Camera camera, Skeleton layout, float[] keypoints, int frames)
    {
        (Subject, Action, Camera, Layout, Frames) = (take.Subject, take.Action, camera, layout, frames);
        (_world, _keypoints, _pose) = (take.World, keypoints, new float[frames * Skeletons.PoseWidth]);
        Stream = $"{Subject}/{Action}/{camera.Name}";
        camera.ToCamera(_world.AsSpan(0, _pose.Length), _pose);
    }

    /// <summary>"S9".</summary>
    public string Subject { get; }

    /// <summary>"Walking 1": the authors' "Walking_1" and Human3.6M's "WalkingDog" (here "WalkDog") are written one way.</summary>
    public string Action { get; }

    /// <summary>The camera that saw it.</summary>
    public Camera Camera { get; }

    /// <summary>"S9/Walking 1/54138969": the name of its stream on a topic.</summary>
    public string Stream { get; }

    /// <summary>The layout of <see cref="Keypoints"/>.</summary>
    public Skeleton Layout { get; }

    /// <summary>How many frames there are.</summary>
    public int Frames { get; }

    /// <summary>The same take seen by another camera, without a detector's errors: its truth projected, in h36m17.</summary>
    /// <param name="camera">With its <see cref="Camera.Extrinsics"/>.</param>
    public Sequence SeenBy(Camera camera)
    {
        var take = new Take(Subject, Action, _world.Length == _pose.Length ? _world : _world[.._pose.Length]);
        return new Sequence(take, camera, Skeletons.H36m17, new ProjectedGroundTruth().Read(take, camera, 0).Keypoints, Frames);
    }

    /// <summary>x, y, score of each joint: 3·J, px. A joint that was not seen has 0, 0, 0.</summary>
    public ReadOnlySpan<float> Keypoints(int frame) => View(_keypoints, 3 * Layout.Count, frame);

    /// <summary>The truth before the camera: 17 joints (h36m17), x right, y down, z away, absolute, mm.</summary>
    public ReadOnlySpan<float> Pose(int frame) => View(_pose, Skeletons.PoseWidth, frame);

    /// <summary>The truth in the world: 17 joints (h36m17), z up, mm.</summary>
    public ReadOnlySpan<float> World(int frame) => View(_world, Skeletons.PoseWidth, frame);

    private ReadOnlySpan<float> View(float[] of, int stride, int frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)frame, (uint)Frames, nameof(frame));
        return of.AsSpan(frame * stride, stride);
    }
}
