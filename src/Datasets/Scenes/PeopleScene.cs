using System.Numerics;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Scenes;

/// <summary>
/// People in one world before the cameras of a rig: the true poses at any time, and what a detector reports in each camera's frames. Everything is a pure
/// function of the options and the data. Immutable and thread-safe.
/// </summary>
public sealed class PeopleScene
{
    private const int Width = Skeletons.PoseWidth;

    private readonly IReadOnlyList<IPersonMotion> _people;
    private readonly SceneDetector _detector;

    private PeopleScene(string name, IReadOnlyList<IPersonMotion> people, IReadOnlyList<Camera> cameras, Vector2 middle, SceneOptions options)
    {
        (Name, _people, Options) = (name, people, options with { Seconds = Math.Min(options.Seconds, people.Min(person => person.Seconds)) });
        _detector = new SceneDetector(Options, middle, Room.Side(people.Count));
        var clocks = CameraClocks.Offsets(cameras.Count, Options.Seed);
        Cameras =
        [
            .. cameras.Select(
                (camera, i) =>
                    Options.IsFreeRunning
                        ? FilmedCamera.FreeRunning(camera, i, clocks[i], Options)
                        : FilmedCamera.Synchronous(camera, Options.Rate, Options.Seconds)
            ),
        ];
    }

    /// <summary>The name of the rig; a camera's stream is this, a slash and the camera's name.</summary>
    public string Name { get; }

    /// <summary>The options, with the length that the scene has.</summary>
    public SceneOptions Options { get; }

    /// <summary>The cameras.</summary>
    public IReadOnlyList<FilmedCamera> Cameras { get; }

    /// <summary>The number of people.</summary>
    public int People => _people.Count;

    /// <summary>People who walk among each other in a room, wave, and sit down now and then, before cameras on its walls.</summary>
    /// <param name="people">The number of people, 1 to <see cref="SceneOptions.MostPeople"/>.</param>
    /// <param name="cameras">The number of cameras, 1 to <see cref="SceneOptions.MostCameras"/>.</param>
    /// <param name="options">The scene.</param>
    public static PeopleScene Walking(int people, int cameras, SceneOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(people is >= 1 and <= SceneOptions.MostPeople, true, nameof(people));
        ArgumentOutOfRangeException.ThrowIfNotEqual(cameras is >= 1 and <= SceneOptions.MostCameras, true, nameof(cameras));
        var states = WalkSimulation.Run(people, options.Seconds, options.Seed);
        var random = new Random(options.Seed);
        var walkers = states.Select(state => new WalkingPerson(state, 0.88 + (0.2 * random.NextDouble()))).ToList();
        return new PeopleScene("synthetic", walkers, Room.Cameras(cameras, Room.Side(people), Vector2.Zero), Vector2.Zero, options);
    }

    /// <summary>Recorded people in one world: a take each, turned and shifted so that nobody is inside anybody else.</summary>
    /// <param name="takes">A sequence of each person's take; its camera is of no matter.</param>
    /// <param name="takeRate">Frames per second of the takes; null: each take's own, which must be known.</param>
    /// <param name="cameras">The cameras; null: <paramref name="roomCameras"/> on the walls of a room.</param>
    /// <param name="roomCameras">The number of cameras of a room.</param>
    /// <param name="options">The scene.</param>
    public static PeopleScene Recorded(IReadOnlyList<Sequence> takes, double? takeRate, IReadOnlyList<Camera>? cameras, int roomCameras, SceneOptions options)
    {
        var people = takes.Select(take => new RecordedPerson(Copy(take), takeRate ?? take.Rate!.Value)).ToList();
        var middle = cameras is null ? Vector2.Zero : CommonView.Of(cameras);
        var seconds = Math.Min(options.Seconds, people.Min(person => person.Seconds));
        TakePlacement.Place(people, seconds, middle, options.Seed);
        return new PeopleScene("people", people, cameras ?? Room.Cameras(roomCameras, Room.Side(takes.Count), middle), middle, options);
    }

    /// <summary>A camera's stream.</summary>
    public string Stream(int camera) => $"{Name}/{Cameras[camera].Camera.Name}";

    /// <summary>The true pose of a person at a time.</summary>
    /// <param name="person">The person's index.</param>
    /// <param name="ms">The time since the start of the scene.</param>
    /// <param name="world">Receives the 17 joints of h36m17, z up, mm: 51 numbers.</param>
    public void World(int person, double ms, Span<float> world) => _people[person].World(ms / 1000, world);

    /// <summary>What the detector reports in a frame.</summary>
    /// <param name="camera">The camera's index.</param>
    /// <param name="place">The frame's place among those that arrive.</param>
    /// <param name="into">Receives the people.</param>
    public void Detect(int camera, int place, SceneFrame into)
    {
        var (from, world) = (Cameras[camera], new float[People * Width]);
        for (var person = 0; person < People; person++)
            World(person, from.CapturedMs(place), world.AsSpan(person * Width, Width));
        _detector.Detect(from.Camera, camera, from.Number(place), from.CapturedMs(place), world, into);
    }

    private static float[] Copy(Sequence take)
    {
        var world = new float[take.Frames * Width];
        for (var frame = 0; frame < take.Frames; frame++)
            take.World(frame).CopyTo(world.AsSpan(frame * Width, Width));
        return world;
    }
}
