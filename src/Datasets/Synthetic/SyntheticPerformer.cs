using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Synthetic;

/// <summary>
/// A made-up performer whose pose is known exactly at any time: walks a circle, waves, squats, and again. Motion is plausible, not recorded; a
/// seed makes another performer (size, pace, place). A pure function of time; immutable, any thread.
/// </summary>
public sealed class SyntheticPerformer
{
    /// <summary>Frames a second at which it is usually sampled.</summary>
    public const double Rate = 30;

    // A round: walk, wave, squat; between two of them the body blends from one to the other.
    private const double Walk = 10,
        Wave = 6,
        Squat = 8.4,
        Round = Walk + Wave + Squat,
        Blend = 0.6;
    private const double Speed = 1100,
        Stride = 1300,
        Radius = 850;

    private readonly SyntheticActivity? _only;
    private readonly SyntheticBody _body;
    private readonly double _pace;
    private readonly double _angle;

    /// <param name="seed">Another performer for another number.</param>
    /// <param name="only">One activity all the time; null: all in turn.</param>
    public SyntheticPerformer(int seed = 1, SyntheticActivity? only = null)
    {
        var random = new Random(seed);
        _only = only;
        _body = new SyntheticBody(0.94 + 0.12 * random.NextDouble());
        _pace = 0.9 + 0.2 * random.NextDouble();
        _angle = 2 * Math.PI * random.NextDouble();
    }

    /// <summary>What it does at a time.</summary>
    public SyntheticActivity ActivityAt(double seconds) =>
        _only
        ?? (seconds * _pace % Round) switch
        {
            < Walk => SyntheticActivity.Walking,
            < Walk + Wave => SyntheticActivity.Waving,
            _ => SyntheticActivity.Squatting,
        };

    /// <summary>The pose at a time, 0 or later.</summary>
    /// <param name="seconds">Since the beginning.</param>
    /// <param name="world">Is filled: 17 joints (h36m17), z up, floor at 0, mm: 51 numbers.</param>
    public void World(double seconds, Span<float> world)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        var time = seconds * _pace;
        var along = Distance(time);
        var angle = _angle + along / Radius;
        var posture = _only switch
        {
            { } one => Of(one, time, along),
            null => InTurn(time % Round, along),
        };
        _body.Pose(posture, Radius * Math.Cos(angle), Radius * Math.Sin(angle), angle + Math.PI / 2, world[..Skeletons.PoseWidth]);
    }

    private static Posture Of(SyntheticActivity activity, double time, double along) =>
        activity switch
        {
            SyntheticActivity.Walking => Posture.Walking(2 * Math.PI / Stride * along),
            SyntheticActivity.Waving => Posture.Waving(time),
            _ => Posture.Squatting(time),
        };

    private static Posture InTurn(double time, double along)
    {
        var wave = Rise(time - Walk) * (1 - Rise(time - Walk - Wave));
        // A squat starts and ends upright, so that the round closes.
        var squat = Rise(time - Walk - Wave) * (1 - Rise(time - Round + Blend));
        return (1 - wave - squat) * Of(SyntheticActivity.Walking, time, along)
            + wave * Of(SyntheticActivity.Waving, time - Walk, along)
            + squat * Of(SyntheticActivity.Squatting, time - Walk - Wave, along);
    }

    /// <summary>The way walked since the beginning, mm: in a round it sets off and comes to rest evenly.</summary>
    private double Distance(double time) =>
        _only switch
        {
            SyntheticActivity.Walking => Speed * time,
            null => Math.Floor(time / Round) * WithinWalk(Walk) + WithinWalk(Math.Min(Walk, time % Round)),
            _ => 0,
        };

    private static double WithinWalk(double time) =>
        Speed
        * (
            time < Blend ? time * time / (2 * Blend)
            : time < Walk - Blend ? time - Blend / 2
            : Walk - Blend - (Walk - time) * (Walk - time) / (2 * Blend)
        );

    private static double Rise(double time)
    {
        var t = Math.Clamp(time / Blend, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
