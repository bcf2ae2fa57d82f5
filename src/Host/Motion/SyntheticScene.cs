using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Host.Motion;

/// <summary>
/// The synthetic performer before its four cameras, frame by frame: what a detector would see and what is true. A pure function of camera and frame,
/// so that the sender and the reader need share nothing. Any thread.
/// </summary>
/// <param name="rate">Frames a second.</param>
/// <param name="seed">Performer and noise; another number, another performance.</param>
internal sealed class SyntheticScene(double rate, int seed = 1)
{
    private const int Numbers = 51;

    /// <summary>Standard deviation of the detections at the trunk, px; half as much again at the ends of limbs.</summary>
    public const double NoisePixels = 3;

    private readonly SyntheticPerformer _performer = new(seed);
    private readonly DetectorNoise _noise = new(seed, NoisePixels);

    /// <summary>Numbers in a frame's keypoints, and in a pose.</summary>
    public static int Width => Numbers;

    /// <summary>How many cameras there are.</summary>
    public static int Cameras => SyntheticRig.Cameras.Count;

    /// <summary>A camera's name.</summary>
    public static string CameraName(int camera) => SyntheticRig.Cameras[camera].Name;

    /// <summary>A camera's image, px.</summary>
    public static (int Width, int Height) Image(int camera) => (SyntheticRig.Cameras[camera].Intrinsics.Width, SyntheticRig.Cameras[camera].Intrinsics.Height);

    /// <summary>When a frame is taken, from the beginning.</summary>
    public TimeSpan DueAt(long frame) => TimeSpan.FromSeconds(frame / rate);

    /// <summary>What the performer does in a frame.</summary>
    public SyntheticActivity ActivityAt(long frame) => _performer.ActivityAt(frame / rate);

    /// <summary>What a detector sees: x, y, score of h36m17's joints, px.</summary>
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

    /// <summary>The true pose as the service gives it: camera axes, relative to the hip, mm.</summary>
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
