namespace StreamLift.Poses.Scoring.People;

/// <summary>
/// Matches found people with true ones, instant by instant, as CLEAR MOT does (Bernardin and Stiefelhagen 2008, "Evaluating multiple object tracking
/// performance"): a person who is still within reach of the track matched last keeps it; the others are assigned with the least total distance. One rig.
/// </summary>
internal sealed class PeopleMatching
{
    /// <summary>The largest mean distance of the joints of a match, mm.</summary>
    public const double Reach = 500;

    private const double Far = 1e6;

    private readonly Dictionary<long, long> _last = []; // true id → the track matched last

    /// <summary>How often a person's track was another than before.</summary>
    public int Switches { get; private set; }

    /// <summary>Matches the people of the next instant.</summary>
    /// <param name="truth">Who is there.</param>
    /// <param name="found">Who was found.</param>
    /// <param name="distances">The mean distance of the joints, by true and found person.</param>
    /// <returns>The index of the found person for each true one; -1: missing.</returns>
    public int[] Match(IReadOnlyList<TruePerson> truth, IReadOnlyList<FoundPerson> found, double[,] distances)
    {
        int[] matches = [.. Enumerable.Repeat(-1, truth.Count)];
        var isTaken = new bool[found.Count];
        for (var person = 0; person < truth.Count; person++)
        for (var track = 0; track < found.Count; track++)
            if (_last.TryGetValue(truth[person].Id, out var id) && id == found[track].Id && !isTaken[track] && distances[person, track] <= Reach)
                (matches[person], isTaken[track]) = (track, true);
        Assign(matches, isTaken, distances);
        for (var person = 0; person < truth.Count; person++)
        {
            if (matches[person] < 0)
                continue;
            var id = found[matches[person]].Id;
            if (_last.TryGetValue(truth[person].Id, out var before) && before != id)
                Switches++;
            _last[truth[person].Id] = id;
        }
        return matches;
    }

    private static void Assign(int[] matches, bool[] isTaken, double[,] distances)
    {
        int[] people = [.. Enumerable.Range(0, matches.Length).Where(person => matches[person] < 0)];
        int[] tracks = [.. Enumerable.Range(0, isTaken.Length).Where(track => !isTaken[track])];
        if (people.Length == 0 || tracks.Length == 0)
            return;
        var costs = new double[people.Length, tracks.Length];
        for (var p = 0; p < people.Length; p++)
        for (var t = 0; t < tracks.Length; t++)
            costs[p, t] = distances[people[p], tracks[t]] is <= Reach and var distance ? distance : Far;
        var assigned = Assignment.Least(costs);
        for (var p = 0; p < people.Length; p++)
            if (assigned[p] >= 0 && costs[p, assigned[p]] <= Reach)
                matches[people[p]] = tracks[assigned[p]];
    }
}
