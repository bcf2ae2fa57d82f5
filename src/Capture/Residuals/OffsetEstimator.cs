using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Time;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Residuals;

/// <summary>
/// Compares the people of the rig with what each camera saw: residuals for the report, and the cameras' clock offsets from the people's own motion, which
/// are applied slowly.
/// </summary>
internal sealed class OffsetEstimator
{
    // About 15 times a second is enough: the errors of neighbouring frames say the same.
    private const double EveryMs = 60;

    // A person who stands says nothing about time, mm/ms.
    private const double LeastSpeed = 0.2;

    // An offset is applied from 2 ms on, if it is sure, until it has shrunk to a third: synchronous cameras keep their own times.
    private const double From = 2;
    private const double Until = 0.7;
    private const double Sure = 3;

    // The applied offset follows within about a second.
    private const double FollowMs = 1000;

    private readonly CaptureRig _rig;
    private readonly OffsetEquations _equations;
    private readonly TrunkMotions _motions = new();
    private readonly ViewResiduals[] _matches;
    private readonly JointView[] _views;
    private readonly bool[] _isApplied;
    private readonly double[] _applied;
    private double _lastMs = double.NaN;

    public OffsetEstimator(CaptureRig rig)
    {
        var cameras = rig.Cameras.Count;
        (_rig, _equations) = (rig, new OffsetEquations(cameras));
        _matches = [.. rig.Cameras.Select(_ => new ViewResiduals())];
        Cameras = [.. rig.Cameras.Select(_ => new CameraResiduals())];
        (_views, _isApplied, _applied) = (new JointView[cameras], new bool[cameras], new double[cameras]);
        (Offsets, Sigma) = (new double[cameras], new double[cameras]);
    }

    /// <summary>How well each camera agrees with the rig.</summary>
    public CameraResiduals[] Cameras { get; }

    /// <summary>The estimated offset of each camera's clock, ms; positive: it is ahead.</summary>
    public double[] Offsets { get; }

    /// <summary>The expected error of each offset, ms.</summary>
    public double[] Sigma { get; }

    /// <summary>Learns from an instant, and moves the cameras' offsets towards the estimate.</summary>
    public void Observe(PeopleInstant people, IReadOnlyList<ViewFrame> views, IReadOnlyList<CameraTimeline> cameras)
    {
        var elapsed = people.TimestampMs - _lastMs;
        if (elapsed is >= 0 and < EveryMs)
            return;
        _lastMs = people.TimestampMs;
        for (var i = 0; i < _applied.Length; i++)
            _applied[i] = cameras[i].OffsetMs;
        if (elapsed > 0)
            _equations.Forget(elapsed);
        _motions.Forget(people.TimestampMs);
        for (var i = 0; i < views.Count; i++)
            Cameras[views[i].Camera].See(views[i]);
        for (var i = 0; i < people.Count; i++)
            Observe(people.TimestampMs, people[i], views);
        _equations.Solve(Offsets, Sigma);
        Follow(cameras, double.IsNaN(elapsed) ? 0 : Math.Clamp(elapsed, 0, FollowMs));
    }

    public void Save(StateWriter state)
    {
        state.Double(_lastMs);
        _equations.Save(state);
        _motions.Save(state);
        state.Doubles(Offsets);
        state.Doubles(Sigma);
        for (var i = 0; i < Cameras.Length; i++)
        {
            Cameras[i].Save(state);
            state.Flag(_isApplied[i]);
        }
    }

    public void Restore(ref StateReader state)
    {
        _lastMs = state.Double();
        _equations.Restore(ref state);
        _motions.Restore(ref state);
        state.Doubles(Offsets);
        state.Doubles(Sigma);
        for (var i = 0; i < Cameras.Length; i++)
        {
            Cameras[i].Restore(ref state);
            _isApplied[i] = state.Flag();
        }
    }

    private void Observe(double timestampMs, PersonPose person, IReadOnlyList<ViewFrame> views)
    {
        var count = 0;
        for (var i = 0; i < views.Count; i++)
        {
            var (camera, match) = (views[i].Camera, _matches[count]);
            if ((person.Views >> camera & 1) == 0 || !match.TryMatch(_rig.Cameras[camera], views[i], person))
                continue;
            Cameras[camera].Measure(match);
            count++;
        }

        var motion = _motions.Of(person.Id);
        if (count > 1 && motion.TryVelocity(timestampMs, out var velocity) && velocity.Length > LeastSpeed)
            foreach (var joint in Trunk.Joints)
                Observe(Point3.Of(person.Joints, joint), joint, velocity, count);
        motion.Add(timestampMs, Trunk.Centre(person.Joints));
    }

    private void Observe(Point3 place, int joint, Point3 velocity, int matches)
    {
        var count = 0;
        for (var i = 0; i < matches; i++)
        {
            var (x, y) = (_matches[i].ErrorX(joint), _matches[i].ErrorY(joint));
            if (!double.IsNaN(x))
                _views[count++] = JointView.Of(_matches[i], joint, place, velocity, Cameras[_matches[i].CameraIndex].Weight(x, y));
        }
        if (count > 1)
            _equations.Add(_views.AsSpan(0, count), _applied);
    }

    private void Follow(IReadOnlyList<CameraTimeline> cameras, double elapsed)
    {
        var share = 1 - Math.Exp(-elapsed / FollowMs);
        for (var i = 0; i < cameras.Count; i++)
        {
            var size = Math.Abs(Offsets[i]);
            _isApplied[i] = _isApplied[i] ? size > Until : size > From && size > Sure * Sigma[i];
            var target = _isApplied[i] ? Math.Clamp(Offsets[i], -CameraTimeline.MostOffset, CameraTimeline.MostOffset) : 0;
            var moved = cameras[i].OffsetMs + (share * (target - cameras[i].OffsetMs));
            cameras[i].OffsetMs = target == 0 && Math.Abs(moved) < 0.01 ? 0 : moved;
        }
    }
}
