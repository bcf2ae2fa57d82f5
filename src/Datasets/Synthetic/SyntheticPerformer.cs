using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Synthetic;

/// <summary>
/// A synthetic performer who walks in a circle, waves and squats in a loop. The pose is known exactly at any time. The seed determines size, pace and
/// place. A pure function of time; immutable and thread-safe.
/// </summary>
public sealed class SyntheticPerformer
{
    /// <summary>The usual sampling rate in frames per second.</summary>
    public const double Rate = 30;

    // A round is walking, waving and squatting. The postures are blended at the transitions.
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

    /// <param name="seed">The seed of size, pace and place.</param>
    /// <param name="only">The only activity. Null: all activities in turn.</param>
    public SyntheticPerformer(int seed = 1, SyntheticActivity? only = null)
    {
        var random = new Random(seed);
        _only = only;
        _body = new SyntheticBody(0.94 + 0.12 * random.NextDouble());
        _pace = 0.9 + 0.2 * random.NextDouble();
        _angle = 2 * Math.PI * random.NextDouble();
    }

    /// <summary>The activity at a time.</summary>
    public SyntheticActivity ActivityAt(double seconds) =>
        _only
        ?? (seconds * _pace % Round) switch
        {
            < Walk => SyntheticActivity.Walking,
            < Walk + Wave => SyntheticActivity.Waving,
            _ => SyntheticActivity.Squatting,
        };

    /// <summary>Computes the pose at a time of 0 or later.</summary>
    /// <param name="seconds">The time since the start.</param>
    /// <param name="world">Receives the 17 joints of h36m17, z up, floor at 0, mm: 51 numbers.</param>
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
        // A squat starts and ends upright, so that the next round can follow.
        var squat = Rise(time - Walk - Wave) * (1 - Rise(time - Round + Blend));
        return (1 - wave - squat) * Of(SyntheticActivity.Walking, time, along)
            + wave * Of(SyntheticActivity.Waving, time - Walk, along)
            + squat * Of(SyntheticActivity.Squatting, time - Walk - Wave, along);
    }

    /// <summary>The walked distance since the start, mm. Within a round the speed rises and falls smoothly.</summary>
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
