using StreamLift.Capture.Association;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;

namespace StreamLift.Capture.Tests.Rooms;

/// <summary>Counts how well the ids of tracked people keep to the true ones: IDF1 (Ristani et al. 2016) and switches (CLEAR MOT).</summary>
internal sealed class IdScore(int people)
{
    // The mean distance of the joints up to which a person is the true one.
    private const double Near = 200;

    private readonly Dictionary<long, int>[] _matches = [.. Enumerable.Range(0, people).Select(_ => new Dictionary<long, int>())];
    private readonly long?[] _last = new long?[people];
    private long _true;
    private long _tracked;

    /// <summary>How often a true person's id changed.</summary>
    public int Switches { get; private set; }

    /// <summary>The true people that were not found.</summary>
    public long Missing { get; private set; }

    /// <summary>The found people that nobody is.</summary>
    public long Ghosts { get; private set; }

    /// <summary>All ids that were given.</summary>
    public SortedSet<long> Ids { get; } = [];

    /// <summary>The id that a true person last had.</summary>
    public long? IdOf(int person) => _last[person];

    /// <summary>2·IDTP / (true + tracked), by the best assignment of ids to people.</summary>
    public double Idf1
    {
        get
        {
            var (ids, assignment, columns) = (Ids.ToArray(), new Assignment(), new int[people]);
            assignment.Begin(people, ids.Length, alone: 0.5);
            for (var person = 0; person < people; person++)
            for (var id = 0; id < ids.Length; id++)
                assignment[person, id] = -_matches[person].GetValueOrDefault(ids[id]);
            assignment.Solve(columns);
            return 2.0 * Enumerable.Range(0, people).Sum(i => columns[i] < 0 ? 0 : _matches[i].GetValueOrDefault(ids[columns[i]])) / (_true + _tracked);
        }
    }

    /// <summary>Adds an instant.</summary>
    public void Add(Point3[][] truth, PeopleInstant tracked)
    {
        var isFound = new bool[tracked.Count];
        _true += truth.Length;
        _tracked += tracked.Count;
        for (var i = 0; i < tracked.Count; i++)
            Ids.Add(tracked[i].Id);
        for (var person = 0; person < truth.Length; person++)
        {
            var (best, distance) = (-1, Near);
            for (var i = 0; i < tracked.Count; i++)
                if (!isFound[i] && Distance(truth[person], tracked[i]) is var d && d < distance)
                    (best, distance) = (i, d);
            if (best < 0)
            {
                Missing++;
                continue;
            }
            isFound[best] = true;
            var id = tracked[best].Id;
            _matches[person][id] = _matches[person].GetValueOrDefault(id) + 1;
            Switches += _last[person] is { } last && last != id ? 1 : 0;
            _last[person] = id;
        }
        Ghosts += isFound.Count(found => !found);
    }

    /// <inheritdoc/>
    public override string ToString() => $"IDF1 {Idf1:0.0000}, {Switches} switches, {Missing} missing, {Ghosts} ghosts, ids {string.Join(' ', Ids)}";

    private static double Distance(Point3[] truth, PersonPose pose) => truth.Select((joint, i) => joint.To(Point3.Of(pose.Joints, i))).Average();
}
