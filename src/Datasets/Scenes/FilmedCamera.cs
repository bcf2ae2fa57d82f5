using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.Scenes;

/// <summary>A camera of a scene and the frames that arrive from it. Immutable and thread-safe.</summary>
public sealed class FilmedCamera
{
    // Of cameras that run free.
    private const double LostShare = 0.01,
        ShortestDelay = 5,
        LongestDelay = 40;

    private readonly long[] _numbers;
    private readonly double[] _captured;
    private readonly double[] _arrived;

    private FilmedCamera(Camera camera, double rate, double clockOffsetMs, List<(long Number, double Captured, double Arrived)> frames)
    {
        (Camera, Rate, ClockOffsetMs) = (camera, rate, clockOffsetMs);
        _numbers = [.. frames.Select(frame => frame.Number)];
        _captured = [.. frames.Select(frame => frame.Captured)];
        _arrived = [.. frames.Select(frame => frame.Arrived)];
    }

    /// <summary>Lens and place.</summary>
    public Camera Camera { get; }

    /// <summary>Frames per second.</summary>
    public double Rate { get; }

    /// <summary>How far the camera's clock is ahead of the cameras' mean, ms. Its frames are stamped with it.</summary>
    public double ClockOffsetMs { get; }

    /// <summary>The number of frames that arrive.</summary>
    public int Frames => _numbers.Length;

    /// <summary>The number of a frame; a lost frame leaves a gap.</summary>
    public long Number(int place) => _numbers[place];

    /// <summary>When a frame was captured, ms since the start of the scene.</summary>
    public double CapturedMs(int place) => _captured[place];

    /// <summary>A frame's timestamp by the camera's clock, whole ms since the start of the scene.</summary>
    public long StampedMs(int place) => (long)Math.Round(_captured[place] + ClockOffsetMs);

    /// <summary>When a frame arrives, ms since the start of the scene; never before an earlier frame of the camera.</summary>
    public double ArrivedMs(int place) => _arrived[place];

    /// <summary>A camera that captures with the others, at whole ms.</summary>
    internal static FilmedCamera Synchronous(Camera camera, double rate, double seconds)
    {
        var count = Math.Max(1, (int)Math.Floor((seconds * rate) + 1e-9));
        return new(
            camera,
            rate,
            0,
            [.. Enumerable.Range(0, count).Select(frame => (frame, Ms: Math.Round(1000 * frame / rate))).Select(f => ((long)f.frame, f.Ms, f.Ms))]
        );
    }

    /// <summary>A camera that runs free.</summary>
    /// <param name="camera">Lens and place.</param>
    /// <param name="index">Its index.</param>
    /// <param name="clockOffsetMs">How far its clock is ahead.</param>
    /// <param name="options">The scene.</param>
    internal static FilmedCamera FreeRunning(Camera camera, int index, double clockOffsetMs, SceneOptions options)
    {
        var random = new SceneRandom(options.Seed);
        var rate =
            options.Rate
            * (index % 3) switch
            {
                0 => 1,
                1 => 25.0 / 30,
                _ => 2,
            };
        var phase = random.Uniform(Decision.Phase, index) * 1000 / rate;
        var frames = new List<(long, double, double)>();
        var arrived = 0.0;
        // Each camera has a frame, in the shortest scene too.
        for (var frame = 0L; phase + (1000 * frame / rate) is var captured && (captured < 1000 * options.Seconds || frames.Count == 0); frame++)
        {
            if (random.Uniform(Decision.Lost, index, frame) < LostShare)
                continue;
            arrived = Math.Max(arrived, captured + random.Between(ShortestDelay, LongestDelay, Decision.Late, index, frame));
            frames.Add((frame, captured, arrived));
        }
        return new(camera, rate, clockOffsetMs, frames);
    }
}
