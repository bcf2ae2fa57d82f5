using StreamLift.Capture.Association;

namespace StreamLift.Capture.Tracks;

/// <summary>
/// Finds whom a group of sightings shows that fits no track: someone whom the cameras lost, or see where the track was not expected. By place, since after some
/// time rays say little of where a person went. Reused; not thread-safe.
/// </summary>
internal sealed class ReturnedPeople
{
    // Two people's joints are farther apart, even if they embrace.
    private const double SamePersonMm = 200;

    // Someone unseen walks on, or turns.
    private const double StepMm = 300;
    private const double MmPerSecond = 1500;
    private const double FarthestMm = 1500;

    private readonly Assignment _assignment = new();
    private readonly CorePose _pose = new();
    private int[] _trackOf = [];

    /// <summary>The track of each group; -1: nobody known, <see cref="Double"/>: somebody who is there already.</summary>
    public const int Double = -2;

    /// <summary>The index of the track of a group, as <see cref="Find"/> found it.</summary>
    public int this[int group] => _trackOf[group];

    /// <summary>Finds the tracks of all groups.</summary>
    public void Find(Sightings sightings, SightingGroups groups, IReadOnlyList<Track> people, double timestampMs)
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
                _assignment[group, track] = Cost(people[track], timestampMs);
        }
        _assignment.Solve(_trackOf);
        for (var group = 0; group < groups.Count; group++)
            if (_trackOf[group] < 0 && IsThere(sightings, groups[group], people))
                _trackOf[group] = Double;
    }

    private double Cost(Track track, double timestampMs)
    {
        if (track.Members.Length > 1)
            return double.PositiveInfinity;
        var allowed = track.Members.Length == 1 ? SamePersonMm : Math.Min(StepMm + (MmPerSecond * (timestampMs - track.SeenMs) / 1000), FarthestMm);
        var distance = track.Pose.Trunk.To(_pose.Trunk);
        return double.IsNaN(distance) ? double.PositiveInfinity : distance / allowed;
    }

    private bool IsThere(Sightings sightings, ReadOnlySpan<int> group, IReadOnlyList<Track> people)
    {
        _pose.Triangulate(sightings, group);
        foreach (var track in people)
            if (track.Members.Length > 0 && track.Pose.To(_pose) < SamePersonMm)
                return true;
        return false;
    }
}
