using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Motion;

/// <summary>
/// The synthetic performer in front of four cameras: detected keypoints and true poses by frame. Both are pure functions of camera and frame, so that a
/// sender and a reader need no shared state. Any thread.
/// </summary>
/// <param name="rate">Frames per second.</param>
/// <param name="seed">Random seed of performer and noise.</param>
internal sealed class SyntheticScene(double rate, int seed = 1)
{
    private const int Numbers = Skeletons.PoseWidth;

    /// <summary>Standard deviation of the detections at the trunk, px; half as much again at the ends of the limbs.</summary>
    public const double NoisePixels = 3;

    private readonly SyntheticPerformer _performer = new(seed);
    private readonly DetectorNoise _noise = new(seed, NoisePixels);

    /// <summary>The length of a frame's keypoints, and of a pose.</summary>
    public static int Width => Numbers;

    /// <summary>The number of cameras.</summary>
    public static int Cameras => SyntheticRig.Cameras.Count;

    /// <summary>A camera's name.</summary>
    public static string CameraName(int camera) => SyntheticRig.Cameras[camera].Name;

    /// <summary>The size of a camera's image, px.</summary>
    public static (int Width, int Height) Image(int camera) => (SyntheticRig.Cameras[camera].Intrinsics.Width, SyntheticRig.Cameras[camera].Intrinsics.Height);

    /// <summary>The capture time of a frame, from the start.</summary>
    public TimeSpan DueAt(long frame) => TimeSpan.FromSeconds(frame / rate);

    /// <summary>The performer's activity in a frame.</summary>
    public SyntheticActivity ActivityAt(long frame) => _performer.ActivityAt(frame / rate);

    /// <summary>The detected keypoints: x, y and score of each joint of h36m17, px.</summary>
    public void Detect(int camera, long frame, Span<float> keypoints)
    {
        Span<float> pose = stackalloc float[Numbers];
        Span<float> pixels = stackalloc float[Numbers / 3 * 2];
        InCamera(camera, frame, pose);
        SyntheticRig.Cameras[camera].Project(pose, pixels);
        for (var joint = 0; joint < Numbers / 3; joint++)
            (keypoints[3 * joint], keypoints[3 * joint + 1], keypoints[3 * joint + 2]) = (pixels[2 * joint], pixels[2 * joint + 1], 1);
        _noise.Apply(camera, frame, keypoints);
    }

    /// <summary>The true pose in the service's output space: camera axes, relative to the hip, mm.</summary>
    public void Truth(int camera, long frame, Span<float> pose)
    {
        InCamera(camera, frame, pose);
        var (x, y, z) = (pose[0], pose[1], pose[2]);
        for (var i = 0; i < Numbers; i += 3)
            (pose[i], pose[i + 1], pose[i + 2]) = (pose[i] - x, pose[i + 1] - y, pose[i + 2] - z);
    }

    private void InCamera(int camera, long frame, Span<float> pose)
    {
        Span<float> world = stackalloc float[Numbers];
        _performer.World(frame / rate, world);
        SyntheticRig.Cameras[camera].ToCamera(world, pose);
    }
}
