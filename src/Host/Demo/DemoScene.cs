using StreamLift.Datasets.Scenes;
using StreamLift.Host.Motion;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Demo;

/// <summary>
/// Two people who walk among each other before four cameras: what a detector reports, and where they are. A pure function of camera and frame, so that
/// the sender and the readers need no shared state. Any thread.
/// </summary>
/// <param name="rate">Frames per second of each camera.</param>
/// <param name="seconds">The length of the demo. A scene has an end; then it goes backwards and forwards again.</param>
internal sealed class DemoScene(double rate, double seconds)
{
    /// <summary>The number of people.</summary>
    public const int People = 2;

    /// <summary>The number of cameras.</summary>
    public const int Cameras = 4;

    /// <summary>Standard deviation of the detections at the trunk, px; half as much again at the ends of the limbs.</summary>
    public const double NoisePixels = SyntheticScene.NoisePixels;

    private readonly int _frames = Math.Max(2, (int)Math.Min(Math.Ceiling(seconds * rate) + 1, SceneOptions.MostSeconds * rate));

    /// <summary>The people and the cameras.</summary>
    public PeopleScene Scene { get; } =
        PeopleScene.Walking(
            People,
            Cameras,
            new SceneOptions
            {
                Seconds = Math.Min(SceneOptions.MostSeconds, (Math.Ceiling(seconds * rate) + 2) / rate),
                Rate = rate,
                NoisePixels = NoisePixels,
            }
        );

    /// <summary>A camera's name.</summary>
    public static string CameraName(int camera) => $"camera-{camera + 1}";

    /// <summary>The size of a camera's image, px.</summary>
    public (int Width, int Height) Image(int camera) => (Scene.Cameras[camera].Camera.Intrinsics.Width, Scene.Cameras[camera].Camera.Intrinsics.Height);

    /// <summary>The capture time of a frame, from the start: whole milliseconds, as the frame is stamped.</summary>
    public TimeSpan DueAt(long frame) => TimeSpan.FromMilliseconds(Math.Round(1000 * frame / rate));

    /// <summary>What the detector of a camera reports in a frame.</summary>
    public void Detect(int camera, long frame, SceneFrame into) => Scene.Detect(camera, Place(frame), into);

    /// <summary>The true pose of a person in the world in a frame, mm.</summary>
    public void World(int person, long frame, Span<float> world) => Scene.World(person, Scene.Cameras[0].CapturedMs(Place(frame)), world);

    /// <summary>The true pose of a person in the first stage's output space: camera axes, relative to the hip, mm.</summary>
    public void Truth(int camera, long frame, int person, Span<float> pose)
    {
        World(person, frame, pose);
        Scene.Cameras[camera].Camera.ToCamera(pose[..Skeletons.PoseWidth], pose);
        var (x, y, z) = (pose[0], pose[1], pose[2]);
        for (var i = 0; i < Skeletons.PoseWidth; i += 3)
            (pose[i], pose[i + 1], pose[i + 2]) = (pose[i] - x, pose[i + 1] - y, pose[i + 2] - z);
    }

    private int Place(long frame)
    {
        var round = frame % (2 * (_frames - 1));
        return (int)(round < _frames ? round : (2 * (_frames - 1)) - round);
    }
}
