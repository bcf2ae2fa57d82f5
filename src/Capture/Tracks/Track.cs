using StreamLift.Capture.Association;
using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.State;

namespace StreamLift.Capture.Tracks;

/// <summary>One person over time. Not thread-safe.</summary>
internal sealed class Track
{
    private const long NoId = -1;

    // How long the depth that two cameras gave tells of the depth now.
    private const double DepthLastsMs = 1000;

    private readonly BodyMotion _motion = new();
    private int[] _members = new int[4];
    private int _memberCount;
    private bool _isFoundAgain;

    /// <summary>The id; -1 before the track is confirmed.</summary>
    public long Id { get; private set; } = NoId;

    /// <summary>Whether the track is a person, not only a candidate.</summary>
    public bool IsConfirmed => Id != NoId;

    /// <summary>The instants in which enough cameras saw the candidate.</summary>
    public int Hits { get; set; }

    /// <summary>The instants since the last one that counts as a hit.</summary>
    public int Misses { get; set; }

    /// <summary>When any camera last saw the person, Unix ms; NaN before the first <see cref="Update"/>.</summary>
    public double SeenMs { get; private set; } = double.NaN;

    /// <summary>When two cameras last saw the person, Unix ms.</summary>
    public double PairMs { get; private set; } = double.NegativeInfinity;

    /// <summary>Bone lengths and size.</summary>
    public Body Body { get; } = new();

    /// <summary>Where the person is at this instant: as predicted, then as the sightings say.</summary>
    public CorePose Pose { get; } = new();

    /// <summary>The middle of the hips and shoulders, as they are expected.</summary>
    public Point3 Trunk => _motion.Trunk;

    /// <summary>The sightings of this instant that are this person.</summary>
    public ReadOnlySpan<int> Members => _members.AsSpan(0, _memberCount);

    /// <summary>Whether <see cref="Pose"/> comes from sightings.</summary>
    public bool IsTriangulated { get; private set; }

    /// <summary>Moves on to another instant.</summary>
    public void Predict(double seconds)
    {
        (_memberCount, IsTriangulated, _isFoundAgain) = (0, false, false);
        if (seconds > 0)
            _motion.Predict(seconds);
        _motion.WriteTo(Pose);
    }

    /// <summary>Adds a sighting.</summary>
    public void Add(int sighting)
    {
        if (_memberCount == _members.Length)
            Array.Resize(ref _members, 2 * _memberCount);
        _members[_memberCount++] = sighting;
    }

    /// <summary>Replaces the sightings.</summary>
    public void Take(ReadOnlySpan<int> group)
    {
        _memberCount = 0;
        foreach (var sighting in group)
            Add(sighting);
    }

    /// <summary>Takes the sightings of a group, and keeps an own one of another view.</summary>
    public void Join(Sightings sightings, ReadOnlySpan<int> group)
    {
        var own = _memberCount == 1 ? _members[0] : -1;
        Take(group);
        _isFoundAgain = true;
        if (own >= 0 && !IsIn(sightings, sightings[own].View))
            Add(own);
    }

    /// <summary>Removes a sighting.</summary>
    public void Remove(int sighting)
    {
        var at = Members.IndexOf(sighting);
        _memberCount--;
        _members.AsSpan(at + 1, _memberCount - at).CopyTo(_members.AsSpan(at));
    }

    /// <summary>Whether one of the sightings is of a view.</summary>
    public bool IsIn(Sightings sightings, int view)
    {
        foreach (var sighting in Members)
            if (sightings[sighting].View == view)
                return true;
        return false;
    }

    /// <summary>Computes <see cref="Pose"/> from the sightings, or as predicted where they are too few.</summary>
    public void Triangulate(Sightings sightings)
    {
        IsTriangulated = _memberCount > 1 && Pose.Triangulate(sightings, Members) >= 3;
        if (!IsTriangulated)
            _motion.WriteTo(Pose);
    }

    /// <summary>Takes in the estimated pose of an instant.</summary>
    /// <returns>False where nobody can have come to be there: the track then follows the rays, and the pose is to be replaced by the expected one.</returns>
    public bool Update(double timestampMs, Sightings sightings, PersonPose pose)
    {
        var (isNew, isPose) = (double.IsNaN(SeenMs), IsFinite(pose));
        if (isNew && !isPose)
            return false;
        SeenMs = timestampMs;
        if (_memberCount > 1)
            PairMs = timestampMs;
        var lens = sightings.LensOf(_members[0]);
        // Someone found elsewhere than expected did not run there since: the way there says nothing of the velocity.
        if (isNew || (_isFoundAgain && isPose))
            _motion.Start(pose, _memberCount > 1 ? null : lens);
        else if (_memberCount > 1 && isPose)
            _motion.Update(pose);
        else
        {
            isPose = isPose && _motion.IsInReach(pose);
            _motion.Update(sightings.Rays(_members[0]), lens, isPose ? pose : null, Pose.Error(sightings, _members[0]));
            // One camera's depths are wrong in the same way for long, so that their mean is no better than the last.
            if (isPose && timestampMs - PairMs <= DepthLastsMs)
                _motion.CorrectDepth(lens, pose);
        }
        return isPose;
    }

    private static bool IsFinite(PersonPose pose)
    {
        double sum = 0;
        foreach (var number in pose.Joints)
            sum += number;
        foreach (var sigma in pose.Sigma)
            sum += sigma;
        return double.IsFinite(sum);
    }

    /// <summary>Writes the pose as it is expected.</summary>
    public void WriteTo(PersonPose pose) => _motion.WriteTo(pose);

    /// <summary>Goes on where a candidate is, who turned out to be this person.</summary>
    public void Resume(Track candidate)
    {
        Take(candidate.Members);
        _motion.CopyFrom(candidate._motion);
        (SeenMs, PairMs) = (candidate.SeenMs, candidate.PairMs);
    }

    /// <summary>Becomes a person.</summary>
    public void Confirm(long id) => Id = id;

    /// <summary>Writes everything that the future depends on.</summary>
    public void Save(StateWriter state)
    {
        state.Long(Id);
        state.Int(Hits);
        state.Int(Misses);
        state.Double(SeenMs);
        state.Double(PairMs);
        _motion.Save(state);
        Body.Save(state);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Track Restore(ref StateReader state)
    {
        var track = new Track
        {
            Id = state.Long(),
            Hits = state.Int(),
            Misses = state.Int(),
            SeenMs = state.Double(),
            PairMs = state.Double(),
        };
        track._motion.Restore(ref state);
        track.Body.Restore(ref state);
        return track;
    }
}
