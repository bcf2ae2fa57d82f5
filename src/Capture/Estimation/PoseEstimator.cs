using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>
/// The most probable pose of a person in the world from all that is known: the rays of each camera, each camera's lifted pose, the lengths of the person's
/// bones, their size, and the floor. Gauss–Newton steps on 51 unknowns; each is solved exactly along the tree of the body (<see cref="TreeSolver"/>).
/// Deterministic; allocates nothing in the steady state; not thread-safe.
/// </summary>
internal sealed class PoseEstimator(CaptureRig rig, CaptureOptions options)
{
    private const int Joints = ViewFrame.BodyJoints;
    private const int Passes = 4;

    private readonly Observations _seen = new(rig);
    private readonly PoseStart _start = new(rig);
    private readonly PixelNoise _noise = new(rig);
    private readonly RayTerms _rays = new(rig);
    private readonly BodyTerms _bones = new(rig, options);
    private readonly PointTriangulation _points = new(rig);
    private readonly TreeSolver _solver = new();
    private readonly Point3[] _joints = new Point3[Joints];

    /// <summary>Estimates the pose of a person, and learns from it about the person.</summary>
    /// <param name="views">The views of the person, at most one a camera, at least one.</param>
    /// <param name="body">The person; updated.</param>
    /// <param name="pose">Receives everything but the id and the smoothed pose.</param>
    public void Estimate(PersonViews views, Body body, PersonPose pose)
    {
        _seen.Read(views);
        _start.Find(_seen, body, _joints);
        _noise.Begin(_seen, body, _joints);
        _bones.Begin(_seen, body, _joints);
        for (var pass = 0; pass < Passes; pass++)
        {
            _solver.Clear(body.Scale, body.ScaleVariance);
            _rays.Add(_seen, _noise, _joints, _solver, pass);
            AddDistance(body);
            _bones.Add(_seen, body, _rays, _joints, _solver, pass);
            _solver.Solve();
            _solver.Position.CopyTo(_joints, 0);
            if (pass == Passes - 1 || (pass == 1 && !_noise.IsKept))
            {
                _solver.Covariances();
                _noise.Update(_seen, body, _rays, _joints, _solver);
            }
        }

        Write(views, pose);
        Learn(body, pose);
        _points.Write(views, _noise, _joints[0], options.AllJoints, pose);
    }

    // From one camera the distance follows from the size of the whole lifted body. The errors of its joints add up along bones less than the tree takes them
    // to, so that the bones one by one would say less of the size.
    private void AddDistance(Body body)
    {
        if (_seen.Count != 1 || _seen.Lifted != 1 || !double.IsFinite(_start.DistanceVariance))
            return;
        var (centre, line) = (_seen.Placed(0).Centre, _start.Hip - _seen.Placed(0).Centre);
        _solver.AddScaledDistance(centre, line.Unit, line.Length / body.Scale, 1 / _start.DistanceVariance);
    }

    private void Write(PersonViews views, PersonPose pose)
    {
        pose.Views = 0;
        for (var view = 0; view < views.Count; view++)
            pose.Views |= 1UL << views[view].Frame.Camera;
        for (var joint = 0; joint < Joints; joint++)
        {
            _joints[joint].Write(pose.Joints, joint);
            pose.Source[joint] = _seen.Seen[joint] switch
            {
                0 => JointSource.Predicted,
                1 => JointSource.Lifted,
                _ => JointSource.Triangulated,
            };
            pose.Sigma[joint] = (float)_solver.Covariance[joint].MeanDeviation;
        }

        pose.Reprojection = (float)_rays.MedianResidual(_seen, _joints);
    }

    private void Learn(Body body, PersonPose pose)
    {
        body.Remember(pose.Joints);
        _noise.Keep(_seen, body);
        _bones.Learn(_seen, body, _rays, _solver);
    }
}
