using StreamLift.Capture.Association;

namespace StreamLift.Capture.Tracks;

/// <summary>
/// Finds the sightings of known tracks: each view's people are assigned to the tracks where these are expected; then the sightings of a track are held against
/// each other, and those that another one contradicts are given back. Reused; not thread-safe.
/// </summary>
internal sealed class TrackMatcher
{
    // The mean error of a sighting: half the joints may be those of somebody else.
    private const double MostError = 4;

    // A sighting that costs more stays alone.
    private const double MostCost = 5;

    // A person has a sighting before a candidate does, unless the candidate explains it far better.
    private const double CandidateCost = 1;

    // Two people of one view are hardly ever so near each other, and not for long.
    private const double DoubleError = 1;

    private readonly Assignment _assignment = new();
    private readonly List<Track> _candidates = [];
    private int[] _columns = [];
    private bool[] _isTaken = [];
    private double[] _costs = [];

    /// <summary>Which sightings belong to a track, or take part no more.</summary>
    public Span<bool> IsTaken(Sightings sightings) => _isTaken.AsSpan(0, sightings.Count);

    /// <summary>Starts with an instant: no sighting is taken.</summary>
    public void Begin(Sightings sightings)
    {
        if (_isTaken.Length < sightings.Count)
        {
            (_isTaken, _costs) = (new bool[2 * sightings.Count], new double[2 * sightings.Count]);
            _columns = new int[2 * sightings.Count];
        }
        IsTaken(sightings).Clear();
    }

    /// <summary>Gives tracks their sightings.</summary>
    public void Match(Sightings sightings, IReadOnlyList<Track> tracks)
    {
        if (tracks.Count == 0)
            return;
        for (var view = 0; view < sightings.Views; view++)
            Assign(sightings, view, tracks);
        for (var track = 0; track < tracks.Count; track++)
            Verify(sightings, tracks[track]);
        // Sightings that were given back, and those of people who are not where they were expected.
        for (var view = 0; view < sightings.Views; view++)
            Adopt(sightings, view, tracks);
    }

    /// <summary>Whether a sighting that is nobody's shows somebody who has a sighting: a detector that finds one person twice.</summary>
    public static bool IsDouble(Sightings sightings, int sighting, IReadOnlyList<Track> tracks)
    {
        for (var track = 0; track < tracks.Count; track++)
            if (tracks[track].Members.Length > 0 && tracks[track].Pose.Error(sightings, sighting) < DoubleError)
                return true;
        return false;
    }

    private void Adopt(Sightings sightings, int view, IReadOnlyList<Track> tracks)
    {
        _candidates.Clear();
        for (var track = 0; track < tracks.Count; track++)
            if (tracks[track].IsTriangulated && !tracks[track].IsIn(sightings, view))
                _candidates.Add(tracks[track]);
        if (_candidates.Count > 0)
            Assign(sightings, view, _candidates);
    }

    private void Assign(Sightings sightings, int view, IReadOnlyList<Track> tracks)
    {
        var (start, end) = (sightings.Start(view), sightings.Start(view + 1));
        if (IsTaken(sightings)[start..end].IndexOf(false) < 0)
            return;
        _assignment.Begin(end - start, tracks.Count, MostCost);
        for (var sighting = start; sighting < end; sighting++)
        for (var track = 0; track < tracks.Count; track++)
            _assignment[sighting - start, track] = Cost(sightings, sighting, tracks[track]);
        _assignment.Solve(_columns);
        for (var sighting = start; sighting < end; sighting++)
        {
            if (_columns[sighting - start] is not (>= 0 and var column))
                continue;
            tracks[column].Add(sighting);
            _isTaken[sighting] = true;
            _costs[sighting] = _assignment[sighting - start, column];
        }
    }

    private double Cost(Sightings sightings, int sighting, Track track)
    {
        if (_isTaken[sighting])
            return double.PositiveInfinity;
        var cost = track.Pose.Cost(sightings, sighting, out var error) + (track.IsConfirmed ? 0 : CandidateCost);
        return error <= MostError ? cost : double.PositiveInfinity;
    }

    // Of two that contradict each other, the one that is farther from where the person was expected goes.
    private void Verify(Sightings sightings, Track track)
    {
        for (; ; )
        {
            track.Triangulate(sightings);
            if (!track.IsTriangulated)
                return;
            var (worst, most) = (-1, MostError);
            foreach (var sighting in track.Members)
            {
                var error = track.Pose.Error(sightings, sighting);
                if (track.Members.Length == 2 && error > MostError)
                    error = MostError + _costs[sighting];
                if (error > most)
                    (worst, most) = (sighting, error);
            }
            if (worst < 0)
                return;
            track.Remove(worst);
            _isTaken[worst] = false;
        }
    }
}
