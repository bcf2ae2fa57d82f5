using System.Numerics;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Scenes;

/// <summary>Detects people in images: noise, people who are missed, ghosts, limbs that are hidden by others or not found. Thread-safe.</summary>
internal sealed class SceneDetector(SceneOptions options, Vector2 middle, double side)
{
    private const int Width = Skeletons.PoseWidth;
    private const int LeastJoints = 5; // a person with fewer seen joints is not reported
    private const double RunMs = 200; // how long a mistake lasts
    private const double UnseenShare = 0.5; // of the joints that another person hides; the others are guessed
    private const double GuessNoise = 3; // times the noise of a joint that is seen

    private readonly SceneRandom _random = new(options.Seed);
    private readonly DetectorNoise _noise = new(options.Seed, options.NoisePixels);
    private readonly DetectorNoise _guess = new(options.Seed + 1, GuessNoise * options.NoisePixels);
    private readonly GhostPerson _ghosts = new(new SceneRandom(options.Seed), side);
    private readonly HiddenLimbs _limbs = new(new SceneRandom(options.Seed));

    /// <summary>Detects the people of a frame.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="index">Its index.</param>
    /// <param name="number">The number of the frame.</param>
    /// <param name="capturedMs">When it was captured.</param>
    /// <param name="world">The true poses: 51 numbers for each person.</param>
    /// <param name="into">Receives the people.</param>
    public void Detect(Camera camera, int index, long number, double capturedMs, ReadOnlySpan<float> world, SceneFrame into)
    {
        into.Clear();
        var people = world.Length / Width;
        var inCamera = new float[world.Length];
        camera.ToCamera(world, inCamera);
        for (var person = 0; person < people; person++)
            if (!IsMissed(index, person, capturedMs))
                Add(person, person, inCamera);
        for (var slot = 0; slot < people && options.Ghosts > 0; slot++)
        {
            var which = people + slot;
            var run = Run(index, which, capturedMs);
            if (_random.Uniform(Decision.Ghost, index, slot, run) >= options.Ghosts)
                continue;
            var ghost = new float[Width];
            _ghosts.World(index, slot, run, ghost);
            new TakePlace(0, middle.X, middle.Y).Apply(ghost);
            camera.ToCamera(ghost, ghost);
            Add(SceneFrame.Ghost, which, ghost);
        }
        into.Sort();

        void Add(int person, int slot, float[] poses)
        {
            Span<float> keypoints = stackalloc float[Width];
            var pose = poses.AsSpan(Math.Max(0, person) * Width, Width);
            Project(camera, pose, keypoints);
            if (options.NoisePixels > 0)
                Disturb(index, slot, person, number, capturedMs, inCamera, keypoints);
            if (Seen(keypoints) >= LeastJoints)
                into.Add(person, pose[2], keypoints);
        }
    }

    private void Disturb(int camera, int slot, int person, long number, double ms, float[] inCamera, Span<float> keypoints)
    {
        Span<float> guessed = stackalloc float[Width];
        keypoints.CopyTo(guessed);
        var which = (camera * 1024) + slot;
        _noise.Apply(which, number, keypoints);
        if (person >= 0)
        {
            _guess.Apply(which, number, guessed);
            for (var joint = 0; joint < Width / 3; joint++)
                if (keypoints[(3 * joint) + 2] > 0 && Occlusion.IsHidden(inCamera, person, joint))
                    if (_random.Uniform(Decision.HiddenJoint, which, joint, Run(camera, slot, ms)) < UnseenShare)
                        keypoints.Slice(3 * joint, 3).Clear();
                    else
                        (keypoints[3 * joint], keypoints[(3 * joint) + 1], keypoints[(3 * joint) + 2]) = (
                            guessed[3 * joint],
                            guessed[(3 * joint) + 1],
                            guessed[(3 * joint) + 2] / 2
                        );
        }
        _limbs.Apply(which, Run(camera, slot, ms), keypoints);
    }

    // Each person's runs start at a time of their own.
    private long Run(int camera, int slot, double ms) => (long)Math.Floor((ms / RunMs) + _random.Uniform(Decision.MissedRun, camera, slot));

    private bool IsMissed(int camera, int person, double ms) =>
        options.Missed > 0 && _random.Uniform(Decision.Missed, camera, person, Run(camera, person, ms)) < options.Missed;

    private static int Seen(ReadOnlySpan<float> keypoints)
    {
        var seen = 0;
        for (var i = 2; i < keypoints.Length; i += 3)
            seen += keypoints[i] > 0 ? 1 : 0;
        return seen;
    }

    private static void Project(Camera camera, ReadOnlySpan<float> pose, Span<float> keypoints)
    {
        Span<float> pixels = stackalloc float[Width / 3 * 2];
        camera.Project(pose, pixels);
        for (var joint = 0; joint < Width / 3; joint++)
        {
            var (x, y) = (pixels[2 * joint], pixels[(2 * joint) + 1]);
            // NaN, behind the camera, is not inside either.
            var isInside = x >= 0 && x < camera.Intrinsics.Width && y >= 0 && y < camera.Intrinsics.Height;
            (keypoints[3 * joint], keypoints[(3 * joint) + 1], keypoints[(3 * joint) + 2]) = isInside ? (x, y, 1) : (0, 0, 0);
        }
    }
}
