using System.Diagnostics.CodeAnalysis;
using StreamLift.Capture.Filters;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Residuals;
using StreamLift.Capture.State;
using StreamLift.Capture.Time;
using StreamLift.Capture.Tracks;
using StreamLift.Capture.Views;

namespace StreamLift.Capture;

/// <summary>
/// Follows the people of one rig: give it each camera's frames as they come, and take the instants that can be closed after each. Its output depends on the
/// frames and their times only, and is the same however the cameras' frames interleave, as long as none comes later than the wait after a newer one. In the
/// steady state it allocates nothing. Not thread-safe.
/// </summary>
public sealed class RigTracker
{
    private const byte Version = 2;

    private readonly CaptureRig _rig;
    private readonly CaptureOptions _options;
    private readonly ViewTimeline _timeline;
    private readonly PeopleTracker _people;
    private readonly PoseSmoother? _smoother;
    private readonly OffsetEstimator _offsets;
    private readonly PeopleInstant _instant = new();

    /// <param name="rig">The rig.</param>
    /// <param name="options">How its people are found.</param>
    /// <exception cref="ArgumentException">The rig has no camera or more than 64, or the options have a rate or wait that cannot be.</exception>
    public RigTracker(CaptureRig rig, CaptureOptions options)
    {
        if (rig.Cameras.Count is 0 or > 64)
            throw new ArgumentException($"rig {rig.Name} has {rig.Cameras.Count} cameras; 1 to 64 are possible", nameof(rig));
        if (options.RateHz is <= 0 or > 1000 or double.NaN)
            throw new ArgumentException($"a rate of {options.RateHz} instants a second; above 0 and up to 1000 are possible", nameof(options));
        if (options.Wait < TimeSpan.Zero || options.Wait > TimeSpan.FromSeconds(5))
            throw new ArgumentException($"a wait of {options.Wait}; 0 to 5 s are possible", nameof(options));
        (_rig, _options) = (rig, options);
        _timeline = new ViewTimeline(rig.Cameras.Count, options.RateHz, options.Wait);
        _people = new PeopleTracker(rig, options);
        _smoother = options.Smoothing == Smoothing.OneEuro ? new PoseSmoother(options.OneEuro) : null;
        _offsets = new OffsetEstimator(rig, options.EstimatesOffsets);
        Report = new RigReport(rig, _timeline, _offsets, _people);
    }

    /// <summary>How the rig's cameras do, as of now.</summary>
    public RigReport Report { get; }

    /// <summary>Takes a copy of a camera's frame. Frames whose time is of no use are counted in <see cref="Report"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rig has no camera of that index.</exception>
    public void Add(ViewFrame frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)frame.Camera, (uint)_rig.Cameras.Count, nameof(frame));
        _timeline.Add(frame);
    }

    /// <summary>Takes the next instant that can be closed now. Call it until it returns false, after each frame.</summary>
    /// <param name="people">The instant; reused, valid until the next call.</param>
    /// <returns>False while the next instant waits for frames.</returns>
    public bool TryNext([NotNullWhen(true)] out PeopleInstant? people)
    {
        people = null;
        if (!_timeline.TryNext(_instant, Report.Instants))
            return false;
        Report.Instants++;
        _people.Update(_instant.TimestampMs, _timeline.Views, _instant);
        _offsets.Observe(_instant, _timeline.Views, _timeline.Cameras);
        for (var i = 0; _smoother is null && i < _instant.Count; i++)
            _instant[i].IsSmoothed = false;
        _smoother?.Smooth(_instant);
        people = _instant;
        return true;
    }

    /// <summary>No more frames come: everything that is left can be closed.</summary>
    public void Complete() => _timeline.Complete();

    /// <summary>Writes the whole state: queued frames, tracks, offsets, filters and counts. A restored tracker gives the same bytes from here on.</summary>
    public void Save(StateWriter state)
    {
        state.Byte(Version);
        state.Int(_rig.Cameras.Count);
        state.Long(Report.Instants);
        _timeline.Save(state);
        _offsets.Save(state);
        _people.Save(state);
        state.Flag(_smoother is not null);
        _smoother?.Save(state);
    }

    /// <summary>Reads the state that <see cref="Save"/> wrote, into a tracker that has had no frame.</summary>
    /// <exception cref="InvalidDataException">The bytes are another version's or another rig's, or damaged.</exception>
    public void Restore(ref StateReader state)
    {
        if (state.Byte() is var version && version != Version)
            throw new InvalidDataException($"the state of rig {_rig.Name} is of version {version}; this program reads version {Version}");
        if (state.Int() is var cameras && cameras != _rig.Cameras.Count)
            throw new InvalidDataException($"the state of rig {_rig.Name} is of {cameras} cameras; the rig has {_rig.Cameras.Count} now");
        Report.Instants = state.Long();
        _timeline.Restore(ref state, _options.Layouts);
        _offsets.Restore(ref state);
        _people.Restore(ref state);
        // Without smoothing now, the filters of the state are left unread: they are its end.
        if (state.Flag())
            _smoother?.Restore(ref state);
    }
}
