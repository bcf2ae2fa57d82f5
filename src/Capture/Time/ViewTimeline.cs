using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Time;

/// <summary>
/// Brings the frames of a rig's cameras, which may run free, to common instants. As long as no frame comes later than the wait after one that is newer, the
/// instants and their people are the same however the cameras' frames interleave.
/// </summary>
internal sealed class ViewTimeline
{
    private readonly CameraTimeline[] _cameras;
    private readonly InstantSchedule _schedule;
    private readonly ClockCheck _clocks;
    private readonly List<ViewFrame> _views = [];
    private readonly double _waitMs;
    private bool _isComplete;
    private int _previous = -1; // the camera of the frame that came before

    public ViewTimeline(int cameras, double? rateHz, TimeSpan wait)
    {
        _cameras = [.. Enumerable.Range(0, cameras).Select(camera => new CameraTimeline(camera))];
        _waitMs = wait.TotalMilliseconds;
        _schedule = new InstantSchedule(rateHz, _waitMs, _cameras);
        _clocks = new ClockCheck(cameras);
    }

    /// <summary>The cameras, for their offsets and counts.</summary>
    public IReadOnlyList<CameraTimeline> Cameras => _cameras;

    /// <summary>The people that the cameras saw at the instant, without cameras that have no frame. Valid until the next frame is added.</summary>
    public IReadOnlyList<ViewFrame> Views => _views;

    /// <summary>The camera whose frames are the instants.</summary>
    public int Reference => _schedule.Reference;

    /// <summary>How far a camera's clock is ahead of the rig's while its frames are refused for it, ms; 0 else.</summary>
    public double ClockAheadMs(int camera) => _clocks.Ahead(camera);

    /// <summary>The newest time of the rig, Unix ms; NaN before the first frame.</summary>
    public double NewestMs => _clocks.Newest;

    /// <summary>All frames before this time of any clock have arrived.</summary>
    private double Arrived => _isComplete ? double.PositiveInfinity : _clocks.Newest - _waitMs;

    /// <summary>Puts a copy of a frame into its camera's queue.</summary>
    public void Add(ViewFrame frame)
    {
        var camera = _cameras[frame.Camera];
        camera.Counts.Frames++;
        _isComplete = false;
        if (!double.IsFinite(frame.TimestampMs))
        {
            camera.Counts.Refused++;
            return;
        }

        var verdict = _clocks.Judge(frame.Camera, frame.TimestampMs);
        if (verdict == ClockVerdict.GoodAndOthersWrong)
            DiscardHeld();
        if (verdict == ClockVerdict.MovedBack)
            MoveBack();
        if (verdict == ClockVerdict.Wrong)
            camera.Counts.Refused++;
        else if (camera.Add(frame))
            CountLate(camera, frame);
        _previous = frame.Camera;
    }

    /// <summary>No more frames come: all that is left can be closed. If frames come nevertheless, the rig goes on with them.</summary>
    public void Complete() => _isComplete = true;

    /// <summary>Takes the next instant if it can be closed.</summary>
    /// <param name="people">Receives the instant's time and cameras.</param>
    /// <param name="sequence">The number of the instant.</param>
    public bool TryNext(PeopleInstant people, long sequence)
    {
        while (_schedule.TryFind(Arrived, out var instant) && IsDecided(instant))
        {
            people.Begin(sequence, instant);
            _views.Clear();
            foreach (var camera in _cameras)
                if (IsPresent(camera, instant) && camera.ViewAt(instant, out var nearest) is { } view)
                {
                    _views.Add(view);
                    people.AddCamera(nearest!.Camera, nearest.Frame, nearest.TimestampMs);
                }
            // The queues reuse a discarded frame only when the next one is added: the views stay as they are until then.
            foreach (var camera in _cameras)
                camera.Pass(instant);
            _schedule.Pass(instant);
            if (_views.Count > 0)
                return true;
        }
        return false;
    }

    public void Save(StateWriter state)
    {
        state.Flag(_isComplete);
        state.Int(_previous);
        _clocks.Save(state);
        _schedule.Save(state);
        foreach (var camera in _cameras)
            camera.Save(state);
    }

    public void Restore(ref StateReader state, SkeletonCatalogue layouts)
    {
        (_isComplete, _previous) = (state.Flag(), state.Int());
        _clocks.Restore(ref state);
        _schedule.Restore(ref state);
        foreach (var camera in _cameras)
            camera.Restore(ref state, layouts);
    }

    private bool IsPresent(CameraTimeline camera, double instant) => camera.IsPresent(instant, _schedule.Start, _waitMs);

    private bool IsDecided(double instant)
    {
        var isReached = Arrived > instant && !_isComplete;
        foreach (var camera in _cameras)
        {
            isReached |= !double.IsNaN(camera.FirstAfter(instant - CameraTimeline.Tolerance));
            if (!camera.IsDecided(instant, Arrived) && IsPresent(camera, instant))
                return false;
        }
        return isReached;
    }

    private void CountLate(CameraTimeline camera, ViewFrame frame)
    {
        if (_clocks.NewestOfOthers(frame.Camera) - frame.TimestampMs is var behind && behind > _waitMs)
            camera.Counts.AddBehind(behind, _previous == frame.Camera);
        if (frame.TimestampMs - camera.OffsetMs > _schedule.Last + CameraTimeline.Tolerance || double.IsNaN(_schedule.Last))
            return;
        camera.Counts.Late++;
        camera.Pass(_schedule.Last); // no instant may follow for long, and late frames would fill the state
    }

    private void DiscardHeld()
    {
        for (var i = 0; i < _cameras.Length; i++)
            if (_clocks.Ahead(i) > 0)
                _cameras[i].Counts.Refused += _cameras[i].DiscardAfter(_clocks.Newest + ClockCheck.Far);
    }

    private void MoveBack()
    {
        foreach (var camera in _cameras)
            camera.Counts.Refused += camera.DiscardAfter(_clocks.Newest + ClockCheck.Far);
        _schedule.Restart();
    }
}
