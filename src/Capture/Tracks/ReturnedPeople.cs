using StreamLift.Capture.Association;

namespace StreamLift.Capture.Tracks;

/// <summary>
/// Finds whom sightings show that fit no track: someone whom the cameras lost, or see where the track was not expected. By place, since after some time rays
/// say little of where a person went. Reused; not thread-safe.
/// </summary>
internal sealed class ReturnedPeople
{
    // Two people's joints are farther apart, even if they embrace.
    private const double SamePersonMm = 200;

    // Someone unseen walks on, or turns.
    private const double StepMm = 400;
    private const double MmPerSecond = 1500;
    private const double FarthestMm = 1500;

    // The mean error of a camera's rays from where two others see a person.
    private const double MostError = 3;

    private readonly Assignment _assignment = new();
    private readonly CorePose _pose = new();
    private int[] _trackOf = [];

    /// <summary>The track of a group that shows somebody who is there already.</summary>
    public const int Double = -2;

    /// <summary>The index of the track of a group, as <see cref="Find"/> found it; -1: nobody known.</summary>
    public int this[int group] => _trackOf[group];

    /// <summary>Finds the tracks of all groups.</summary>
    public void Find(Sightings sightings, SightingGroups groups, List<Track> people, List<Track> candidates, double timestampMs)
    {
        if (_trackOf.Length < groups.Count)
            _trackOf = new int[2 * groups.Count];
        if (groups.Count == 0)
            return;
        _assignment.Begin(groups.Count, people.Count, alone: 1);
        for (var group = 0; group < groups.Count; group++)
        {
            _pose.Triangulate(sightings, groups[group]);
            for (var track = 0; track < people.Count; track++)
                _assignment[group, track] = Cost(sightings, groups[group], people[track], timestampMs);
        }
        _assignment.Solve(_trackOf);
        for (var group = 0; group < groups.Count; group++)
        {
            if (_trackOf[group] >= 0)
                continue;
            _pose.Triangulate(sightings, groups[group]);
            if (IsThere(_pose, people) || IsThere(_pose, candidates))
                _trackOf[group] = Double;
        }
    }

    /// <summary>Whether a pose is where somebody is whom cameras see.</summary>
    public bool IsThere(CorePose pose, List<Track> tracks)
    {
        foreach (var track in tracks)
            if (track.Members.Length > 0 && track.Pose.To(pose) < SamePersonMm)
                return true;
        return false;
    }

    /// <summary>The person who was lost and can have become a candidate; null for nobody.</summary>
    public Track? Of(Track candidate, List<Track> people, double timestampMs)
    {
        var (lost, least) = ((Track?)null, 1.0);
        foreach (var track in people)
        {
            if (track.Members.Length > 0)
                continue;
            var cost = track.Trunk.To(candidate.Trunk) / Allowed(track, timestampMs);
            if (cost < least)
                (lost, least) = (track, cost);
        }
        return lost;
    }

    // One camera may have led a track astray in depth; where two others see somebody on its ray, that is the person.
    private double Cost(Sightings sightings, ReadOnlySpan<int> group, Track track, double timestampMs)
    {
        var distance = track.Pose.Trunk.To(_pose.Trunk);
        var cost = track.Members.Length switch
        {
            0 => distance / Allowed(track, timestampMs),
            1 when IsIn(sightings, group, sightings[track.Members[0]].View) => distance / SamePersonMm,
            1 when distance < FarthestMm => _pose.Error(sightings, track.Members[0]) / MostError,
            _ => double.PositiveInfinity,
        };
        return double.IsNaN(cost) ? double.PositiveInfinity : cost;
    }

    private static bool IsIn(Sightings sightings, ReadOnlySpan<int> group, int view)
    {
        foreach (var sighting in group)
            if (sightings[sighting].View == view)
                return true;
        return false;
    }

    private static double Allowed(Track track, double timestampMs) => Math.Min(StepMm + (MmPerSecond * (timestampMs - track.SeenMs) / 1000), FarthestMm);
}
