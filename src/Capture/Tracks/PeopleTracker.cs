using StreamLift.Capture.Association;
using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Tracks;

/// <summary>
/// Finds the people of a rig, instant after instant: which person of which view is whom, and where. A person that left and returns gets a new id. Depends on
/// the views and their times only, so that the same views give the same people. Allocates only for a new person. Not thread-safe.
/// </summary>
/// <param name="rig">The cameras.</param>
/// <param name="options">How people are found.</param>
internal sealed class PeopleTracker(CaptureRig rig, CaptureOptions options)
{
    private const byte Version = 1;
    private const int MostTracks = 64;

    // A camera's ghosts have no partner in another camera; in a rig of one camera they are told by their short life.
    private const int HitsToConfirm = 4;
    private const int HitsOfOneCamera = 8;
    private const int MissesOfCandidate = 3;
    private const int JointsOfOneCamera = 6;

    // Of someone whom no camera has seen for longer, rays say little of where he went.
    private const double ActiveMs = 500;

    // How long someone whom no camera sees is reported where he is expected.
    private const double CoastMs = 200;
    private const double LifeMs = 2500;

    private readonly Sightings _sightings = new(rig);
    private readonly TrackMatcher _matcher = new();
    private readonly SightingGroups _groups = new(rig);
    private readonly ReturnedPeople _returned = new();
    private readonly PoseEstimator _estimator = new(rig, options);
    private readonly PersonViews _views = new();
    private readonly PersonPose _candidatePose = new();

    private readonly List<Track> _people = []; // in the order of their ids
    private readonly List<Track> _candidates = []; // in the order of their birth
    private readonly List<Track> _active = [];
    private readonly int[] _alone = new int[1];
    private long _nextId;
    private double _timestampMs = double.NaN;

    /// <summary>The people of views, and the candidates, that were left out since the start because there were too many.</summary>
    public long Dropped { get; private set; }

    private bool IsOneCamera => rig.Cameras.Count == 1;

    /// <summary>Adds the people of an instant, each with its pose, in the order of their ids.</summary>
    /// <param name="timestampMs">The instant, Unix ms; later than that of the call before, or far earlier: then everybody is new.</param>
    /// <param name="views">What the cameras saw at the instant: at most one view a camera.</param>
    /// <param name="people">Receives the people.</param>
    public void Update(double timestampMs, IReadOnlyList<ViewFrame> views, PeopleInstant people)
    {
        var seconds = double.IsNaN(_timestampMs) ? 0 : Math.Max(0, (timestampMs - _timestampMs) / 1000);
        _timestampMs = timestampMs;
        Forget();
        foreach (var track in _people)
            track.Predict(seconds);
        foreach (var track in _candidates)
            track.Predict(seconds);
        Dropped += _sightings.Begin(views);
        _matcher.Begin(_sightings);
        _matcher.Match(_sightings, Active());
        if (!IsOneCamera)
            _matcher.Match(_sightings, _candidates);
        FindNew();
        Judge();
        foreach (var track in _people)
            Report(track, views, people);
        foreach (var track in _candidates)
            if (track.Members.Length > 0)
                Estimate(track, views, _candidatePose);
    }

    /// <summary>Writes everything that the future depends on.</summary>
    public void Save(StateWriter state)
    {
        state.Byte(Version);
        state.Double(_timestampMs);
        state.Long(_nextId);
        state.Long(Dropped);
        Save(state, _people);
        Save(state, _candidates);
    }

    /// <summary>Becomes what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what it wrote, or another version's.</exception>
    public void Restore(ref StateReader state)
    {
        if (state.Byte() is var version && version != Version)
            throw new InvalidDataException($"the state of the people has version {version}, not {Version}");
        (_timestampMs, _nextId, Dropped) = (state.Double(), state.Long(), state.Long());
        Restore(ref state, _people);
        Restore(ref state, _candidates);
    }

    private static void Save(StateWriter state, List<Track> tracks)
    {
        state.Int(tracks.Count);
        foreach (var track in tracks)
            track.Save(state);
    }

    private static void Restore(ref StateReader state, List<Track> tracks)
    {
        tracks.Clear();
        var count = state.Int();
        if (count is < 0 or > MostTracks)
            throw new InvalidDataException($"the state of the people has {count} tracks");
        for (var track = 0; track < count; track++)
            tracks.Add(Track.Restore(ref state));
    }

    // The time moves back when the clock that it went by turns out to be wrong: who was seen in that future is as far away as somebody of long ago.
    private void Forget()
    {
        for (var track = _people.Count - 1; track >= 0; track--)
            if (Math.Abs(_timestampMs - _people[track].SeenMs) > LifeMs)
                _people.RemoveAt(track);
        for (var track = _candidates.Count - 1; track >= 0; track--)
            if (_candidates[track].Misses > MissesOfCandidate || Math.Abs(_timestampMs - _candidates[track].SeenMs) > LifeMs)
                _candidates.RemoveAt(track);
    }

    private List<Track> Active()
    {
        _active.Clear();
        foreach (var track in _people)
            if (IsOneCamera || _timestampMs - track.SeenMs <= ActiveMs)
                _active.Add(track);
        // Two cameras' candidates are often phantoms, where rays of two people meet; one camera's are often people whose track went astray.
        if (IsOneCamera)
            _active.AddRange(_candidates);
        return _active;
    }

    private void FindNew()
    {
        var isTaken = _matcher.IsTaken(_sightings);
        if (IsOneCamera)
        {
            for (_alone[0] = 0; _alone[0] < _sightings.Count; _alone[0]++)
                if (!isTaken[_alone[0]] && _sightings[_alone[0]].Seen >= JointsOfOneCamera && !TrackMatcher.IsDouble(_sightings, _alone[0], _people))
                    Start(_alone);
            return;
        }
        _groups.Find(_sightings, isTaken);
        _returned.Find(_sightings, _groups, _people, _candidates, _timestampMs);
        for (var group = 0; group < _groups.Count; group++)
            if (_returned[group] >= 0)
                _people[_returned[group]].Join(_sightings, _groups[group]);
            else if (_returned[group] != ReturnedPeople.Double)
                Start(_groups[group]);
    }

    private void Start(ReadOnlySpan<int> group)
    {
        if (_people.Count + _candidates.Count == MostTracks)
        {
            Dropped++;
            return;
        }
        var track = new Track();
        track.Take(group);
        _candidates.Add(track);
    }

    private void Report(Track track, IReadOnlyList<ViewFrame> views, PeopleInstant people)
    {
        if (track.Members.Length > 0)
            Estimate(track, views, people.Add());
        else if (_timestampMs - track.SeenMs <= CoastMs)
        {
            var pose = people.Add();
            (pose.Id, pose.Views, pose.Reprojection, pose.IsSmoothed) = (track.Id, 0, 0, false);
            pose.BeginPoints(null);
            track.WriteTo(pose);
        }
    }

    private void Judge()
    {
        for (var index = 0; index < _candidates.Count; index++)
        {
            var track = _candidates[index];
            var isHit = track.Members.Length >= (IsOneCamera ? 1 : 2);
            (track.Hits, track.Misses) = isHit ? (track.Hits + 1, 0) : (track.Hits, track.Misses + 1);
            if (track.Hits < (IsOneCamera ? HitsOfOneCamera : HitsToConfirm))
                continue;
            _candidates.RemoveAt(index--);
            Admit(track);
        }
    }

    // Somebody whom no track explains is mostly somebody whom a track has just lost.
    private void Admit(Track candidate)
    {
        if (_returned.Of(candidate, _people, _timestampMs) is { } lost)
            lost.Resume(candidate);
        else if (!_returned.IsThere(candidate.Pose, _people))
        {
            candidate.Confirm(_nextId++);
            _people.Add(candidate);
        }
    }

    private void Estimate(Track track, IReadOnlyList<ViewFrame> views, PersonPose pose)
    {
        _views.Clear();
        foreach (var sighting in track.Members)
            _views.Add(views[_sightings[sighting].View], _sightings[sighting].Person);
        pose.Id = track.Id;
        _estimator.Estimate(_views, track.Body, pose);
        if (!track.Update(_timestampMs, _sightings, pose))
            track.WriteTo(pose);
    }
}
