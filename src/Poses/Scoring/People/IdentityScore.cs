namespace StreamLift.Poses.Scoring.People;

/// <summary>
/// IDF1: of all that is true and all that was found, the share that has the right identity, where each person has the one track that fits best over the whole
/// time (Ristani, Solera, Zou, Cucchiara and Tomasi 2016, "Performance measures and a data set for multi-target, multi-camera tracking"). One rig.
/// </summary>
internal sealed class IdentityScore
{
    private readonly Dictionary<long, int> _people = [];
    private readonly Dictionary<long, int> _tracks = [];
    private readonly Dictionary<(int Person, int Track), long> _together = [];

    /// <summary>The number of true people, over all instants.</summary>
    public long True { get; private set; }

    /// <summary>The number of found people, over all instants.</summary>
    public long Found { get; private set; }

    /// <summary>Adds an instant.</summary>
    /// <param name="truth">Who is there.</param>
    /// <param name="found">Who was found.</param>
    /// <param name="distances">The mean distance of the joints, by true and found person.</param>
    public void Add(IReadOnlyList<TruePerson> truth, IReadOnlyList<FoundPerson> found, double[,] distances)
    {
        (True, Found) = (True + truth.Count, Found + found.Count);
        for (var person = 0; person < truth.Count; person++)
        for (var track = 0; track < found.Count; track++)
            if (distances[person, track] <= PeopleMatching.Reach)
            {
                var pair = (Index(_people, truth[person].Id), Index(_tracks, found[track].Id));
                _together[pair] = _together.GetValueOrDefault(pair) + 1;
            }
    }

    /// <summary>The number of found people with the right identity, over all instants.</summary>
    public long Right()
    {
        if (_together.Count == 0)
            return 0;
        var costs = new double[_people.Count, _tracks.Count];
        foreach (var ((person, track), instants) in _together)
            costs[person, track] = -instants;
        var assigned = Assignment.Least(costs);
        return assigned.Select((track, person) => track < 0 ? 0 : (long)-costs[person, track]).Sum();
    }

    private static int Index(Dictionary<long, int> indices, long id) => indices.TryGetValue(id, out var index) ? index : indices[id] = indices.Count;
}
