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
    // 30 observations a second at most: joints move by 30 mm between two of them.
    private const double EveryMs = 30;

    // An offset is applied from 2 ms on, if it is sure, until it has shrunk to a third: synchronous cameras keep their own times.
    private const double From = 2;
    private const double Until = 0.7;
    private const double Sure = 3;

    // The applied offset follows within about a second.
    private const double FollowMs = 1000;

    private readonly CaptureRig _rig;
    private readonly bool _applies;
    private readonly OffsetEquations _equations;
    private readonly PersonMotions _motions;
    private readonly ViewResiduals _residuals = new();
    private readonly Point3[] _velocities = new Point3[ViewFrame.BodyJoints];
    private readonly JointView[] _views;
    private readonly bool[] _isApplied;
    private readonly double[] _applied;
    private double _lastMs = double.NaN;
    private double _solvedMs = double.NaN;
    private bool _isMiddle;

    /// <param name="rig">The rig.</param>
    /// <param name="applies">Whether the offsets are applied, and not only estimated.</param>
    public OffsetEstimator(CaptureRig rig, bool applies)
    {
        var cameras = rig.Cameras.Count;
        (_rig, _applies, _equations) = (rig, applies, new OffsetEquations(cameras));
        _motions = new PersonMotions(cameras);
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
        if (people.TimestampMs - _lastMs is >= 0 and < EveryMs)
            return;
        _lastMs = people.TimestampMs;
        _motions.Forget(people.TimestampMs);
        _isMiddle = !_isMiddle;
        if (_isMiddle)
            Compare(people, views);
        else
            Learn(people, cameras);
    }

    public void Save(StateWriter state)
    {
        state.Doubles([_lastMs, _solvedMs]);
        state.Flag(_isMiddle);
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
        (_lastMs, _solvedMs, _isMiddle) = (state.Double(), state.Double(), state.Flag());
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

    /// <summary>Keeps how far each person is from what the cameras saw.</summary>
    private void Compare(PeopleInstant people, IReadOnlyList<ViewFrame> views)
    {
        for (var i = 0; i < views.Count; i++)
            Cameras[views[i].Camera].See(views[i]);
        for (var i = 0; i < people.Count; i++)
        {
            var motion = _motions.Of(people[i].Id);
            motion.SetMiddle(people.TimestampMs, people[i]);
            for (var view = 0; view < views.Count; view++)
            {
                var camera = views[view].Camera;
                if ((people[i].Views >> camera & 1) == 0 || !_residuals.TryMatch(_rig.Cameras[camera], views[view], people[i]))
                    continue;
                Cameras[camera].Measure(_residuals);
                motion.Keep(_residuals);
            }
        }
    }

    /// <summary>Learns from the comparison before, now that the velocities at its time are known.</summary>
    private void Learn(PeopleInstant people, IReadOnlyList<CameraTimeline> cameras)
    {
        for (var i = 0; i < _applied.Length; i++)
            _applied[i] = cameras[i].OffsetMs;
        var elapsed = double.IsNaN(_solvedMs) ? 0 : Math.Max(0, people.TimestampMs - _solvedMs);
        _solvedMs = people.TimestampMs;
        _equations.Forget(elapsed);
        for (var i = 0; i < people.Count; i++)
            if (_motions.Of(people[i].Id) is var motion && motion.TrySetLast(people.TimestampMs, people[i], _velocities))
                for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
                    Add(motion, joint);
        _equations.Solve(Offsets, Sigma);
        if (_applies)
            Follow(cameras, Math.Min(elapsed, FollowMs));
    }

    private void Add(PersonMotion motion, int joint)
    {
        var count = 0;
        for (var camera = 0; camera < Cameras.Length; camera++)
            if (motion.Error(camera, joint) is var error && !float.IsNaN(error.X))
            {
                var view = JointView.Of(_rig.Cameras[camera], camera, motion.Middle(joint), _velocities[joint], error);
                // An outlier is what is far off with the offset that is known by now.
                var (x, y) = view.ErrorWith(Offsets[camera] - _applied[camera]);
                _views[count++] = view with { Weight = Cameras[camera].Weight(x, y) };
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
