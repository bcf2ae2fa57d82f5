using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>The reprojection of each seen joint in each camera, as terms of least squares. Reused; not thread-safe.</summary>
internal sealed class RayTerms(CaptureRig rig)
{
    private const int Joints = ViewFrame.BodyJoints;

    // Until the joints are near, the equations of the rays, for which any start will do.
    private const int LinearPasses = 1;

    // A single camera has nobody to be compared with. One wrong ray of several draws a joint away from all its rays: at first the errors of a joint are
    // measured by their median.
    private const int Settled = 3;
    private const double MedianFactor = 2;

    private static readonly double[] Thresholds = [double.PositiveInfinity, 40, 25, 16];

    private readonly double[] _errors = new double[rig.Cameras.Count];
    private readonly double[] _sorted = new double[Joints * rig.Cameras.Count];

    /// <summary>How much each view's joints count, from 0 for an outlier to 1.</summary>
    public double[] Trust { get; } = new double[Joints * rig.Cameras.Count];

    /// <summary>What the rays alone say of each joint.</summary>
    public Symmetric3[] Information { get; } = new Symmetric3[Joints];

    /// <summary>The right side that belongs to <see cref="Information"/>.</summary>
    public Point3[] Side { get; } = new Point3[Joints];

    /// <summary>Adds the terms; in the second pass moves joints to where most of their rays meet.</summary>
    public void Add(Observations seen, PixelNoise noise, Point3[] joints, TreeSolver solver, int pass)
    {
        for (var joint = 0; joint < Joints; joint++)
        {
            if (pass == 1 && seen.Seen[joint] > 2)
                RayConsensus.Find(seen.Ray, joint, Joints, seen.Count, noise, ref joints[joint]);
            var (threshold, at) = (Look(seen, noise, joint, joints[joint], pass), joints[joint]);
            var (information, side) = (default(Symmetric3), default(Point3));
            for (var view = 0; view < seen.Count; view++)
            {
                var i = (Joints * view) + joint;
                ref readonly var ray = ref seen.Ray[i];
                if (!ray.IsSeen)
                    continue;
                var (pixels, weight) = (ray.Pixels(at), ray.Weight * noise.Information(view));
                var trust = pass == 0 || seen.Count == 1 ? 1 : Robust.Weight(weight * ray.Squared(at, pixels), threshold);
                Trust[i] = trust;
                weight *= trust * pixels * pixels;
                if (pass < LinearPasses)
                {
                    information += weight * ray.Matrix;
                    side += weight * ray.Side;
                }
                else
                    ray.Add(at, weight, ref information, ref side);
            }

            (Information[joint], Side[joint]) = (information, side);
            solver.Joint[joint] += information;
            solver.JointSide[joint] += side;
        }
    }

    /// <summary>The median distance between projected and seen joints, px; 0 without any.</summary>
    public double MedianResidual(Observations seen, Point3[] joints)
    {
        var count = 0;
        for (var view = 0; view < seen.Count; view++)
        for (var joint = 0; joint < Joints; joint++)
            if (seen.Ray[(Joints * view) + joint].IsSeen)
                _sorted[count++] = seen.Ray[(Joints * view) + joint].Squared(joints[joint]);
        if (count == 0)
            return 0;
        _sorted.AsSpan(0, count).Sort();
        return Math.Sqrt(_sorted[count / 2]);
    }

    private double Look(Observations seen, PixelNoise noise, int joint, Point3 at, int pass)
    {
        if (pass is 0 or >= Settled)
            return Thresholds[pass];
        var (count, isAny) = (0, false);
        for (var view = 0; view < seen.Count; view++)
            if (seen.Ray[(Joints * view) + joint] is { IsSeen: true } ray)
            {
                _errors[count] = ray.Weight * ray.Squared(at) * noise.Information(view);
                isAny |= _errors[count++] > Thresholds[pass];
            }

        if (!isAny)
            return Thresholds[pass];
        _errors.AsSpan(0, count).Sort();
        return Math.Max(Thresholds[pass], MedianFactor * _errors[(count - 1) / 2]);
    }
}
