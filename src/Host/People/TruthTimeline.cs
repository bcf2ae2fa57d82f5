using StreamLift.Datasets.Scenes;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring.People;

namespace StreamLift.Host.People;

/// <summary>True people at instants, and interpolated between them.</summary>
internal sealed class TruthTimeline
{
    private const double Near = 0.5; // ms beyond an end, for times that are rounded

    private readonly List<double> _times = [];
    private readonly List<List<TruePerson>> _people = [];

    /// <summary>The number of instants.</summary>
    public int Count => _times.Count;

    /// <summary>The first instant, Unix ms.</summary>
    public double First => _times[0];

    /// <summary>The last instant, Unix ms.</summary>
    public double Last => _times[^1];

    /// <summary>Adds an instant, which is later than the one before.</summary>
    /// <returns>False: it is not later.</returns>
    public bool TryAdd(double ms, List<TruePerson> people)
    {
        if (Count > 0 && ms <= Last)
            return false;
        _times.Add(ms);
        _people.Add(people);
        return true;
    }

    /// <summary>The people at a time: those of the instants before and after it; null: outside the truth.</summary>
    public List<TruePerson>? At(double ms)
    {
        if (ms < First - Near || ms > Last + Near)
            return null;
        var found = _times.BinarySearch(ms);
        if (found >= 0)
            return _people[found];
        var to = Math.Clamp(~found, 1, Math.Max(1, Count - 1));
        if (Count == 1)
            return _people[0];
        return [.. _people[to - 1].Select(person => Between(person, to, Math.Clamp(ms, First, Last))).OfType<TruePerson>()];
    }

    private TruePerson? Between(TruePerson from, int to, double ms)
    {
        if (Find(to, from.Id) is not { } until)
            return null;
        var (before, after) = (Find(to - 2, from.Id), Find(to + 1, from.Id));
        var joints = new float[Skeletons.PoseWidth];
        CubicMotion.Interpolate(
            (before is null ? _times[to - 1] : _times[to - 2], _times[to - 1], _times[to], after is null ? _times[to] : _times[to + 1]),
            (before ?? from).Joints,
            from.Joints,
            until.Joints,
            (after ?? until).Joints,
            ms,
            joints
        );
        return new TruePerson(from.Id, joints);
    }

    private TruePerson? Find(int instant, long id) => instant < 0 || instant >= Count ? null : _people[instant].Find(person => person.Id == id);
}
