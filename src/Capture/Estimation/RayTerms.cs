using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>The reprojection of each seen joint in each camera, as terms of least squares. Reused; not thread-safe.</summary>
internal sealed class RayTerms(CaptureRig rig)
{
    private const int Joints = ViewFrame.BodyJoints;
    private const double LeastDepth = 100;

    // Until the joints are near, the error is that of the ray (linear in the joint, so that any start will do), then that of the pixel.
    private const int LinearPasses = 2;

    private const int Settled = 3;
    private const double MedianFactor = 2;

    private static readonly double[] Thresholds = [double.PositiveInfinity, 40, 25, 16, 16];

    private readonly double[] _sorted = new double[Joints * rig.Cameras.Count];

    /// <summary>How much each view's joints count, from 0 for an outlier to 1.</summary>
    public double[] Trust { get; } = new double[Joints * rig.Cameras.Count];

    /// <summary>What the rays alone say of each joint.</summary>
    public Symmetric3[] Information { get; } = new Symmetric3[Joints];

    /// <summary>The right side that belongs to <see cref="Information"/>.</summary>
    public Point3[] Side { get; } = new Point3[Joints];

    /// <summary>Adds the terms.</summary>
    public void Add(Observations seen, PixelNoise noise, Point3[] joints, TreeSolver solver, int pass)
    {
        Information.AsSpan().Clear();
        Side.AsSpan().Clear();
        for (var joint = 0; joint < Joints; joint++)
        {
            if (pass == 1)
                RayConsensus.Find(seen, noise, joint, ref joints[joint]);
            var threshold = pass == 0 ? double.PositiveInfinity : Look(seen, noise, joint, joints[joint], pass);
            for (var view = 0; view < seen.Count; view++)
            {
                var i = (Joints * view) + joint;
                if (seen.Weight[i] <= 0)
                    continue;
                var error = new PixelError(seen, view, joint, joints[joint]);
                var weight = seen.Weight[i] / noise.Variance(view);
                Trust[i] = pass == 0 ? 1 : Robust.Weight(weight * error.Squared, threshold);
                weight *= Trust[i];
                var (x, y, sideX, sideY) = pass < LinearPasses ? error.OfRay(seen, view, joint) : error.OfPixel(joints[joint]);
                Information[joint] += Symmetric3.Outer(x, weight) + Symmetric3.Outer(y, weight);
                Side[joint] += (weight * sideX * x) + (weight * sideY * y);
            }

            solver.Joint[joint] += Information[joint];
            solver.JointSide[joint] += Side[joint];
        }
    }

    // One wrong ray draws a joint away from all its rays: at first the errors of a joint are measured by their median.
    private double Look(Observations seen, PixelNoise noise, int joint, Point3 at, int pass)
    {
        if (pass >= Settled)
            return Thresholds[pass];
        var count = 0;
        for (var view = 0; view < seen.Count; view++)
            if (seen.Weight[(Joints * view) + joint] is > 0 and var weight)
                _sorted[count++] = weight * new PixelError(seen, view, joint, at).Squared / noise.Variance(view);
        if (count == 0)
            return Thresholds[pass];
        _sorted.AsSpan(0, count).Sort();
        return Math.Max(Thresholds[pass], MedianFactor * _sorted[(count - 1) / 2]);
    }

    /// <summary>The median distance between projected and seen joints, px; 0 without any.</summary>
    public double MedianResidual(Observations seen, Point3[] joints)
    {
        var count = 0;
        for (var view = 0; view < seen.Count; view++)
        for (var joint = 0; joint < Joints; joint++)
            if (seen.Weight[(Joints * view) + joint] > 0)
                _sorted[count++] = new PixelError(seen, view, joint, joints[joint]).Squared;
        if (count == 0)
            return 0;
        _sorted.AsSpan(0, count).Sort();
        return Math.Sqrt(_sorted[(count - 1) / 2]);
    }

    /// <summary>The difference between a seen and a projected joint in one camera, px, with its derivatives.</summary>
    internal readonly ref struct PixelError
    {
        private readonly double _scale;
        private readonly double _u;
        private readonly double _v;
        private readonly Point3 _right;
        private readonly Point3 _down;
        private readonly Point3 _away;

        public PixelError(Observations seen, int view, int joint, Point3 at)
        {
            var (i, camera) = ((Joints * view) + joint, seen.Placed(view));
            var point = camera.ToCamera(at);
            var depth = Math.Max(LeastDepth, point.Z);
            (_right, _down, _away) = (camera.Right, camera.Down, camera.Away);
            (_u, _v, _scale) = (point.X / depth, point.Y / depth, seen.Focal[view] / depth);
            (X, Y) = (seen.Focal[view] * (seen.X[i] - _u), seen.Focal[view] * (seen.Y[i] - _v));
        }

        public double X { get; }

        public double Y { get; }

        public double Squared => (X * X) + (Y * Y);

        /// <summary>The gradients of the projected pixel.</summary>
        public Point3 GradientX => _scale * (_right - (_u * _away));

        public Point3 GradientY => _scale * (_down - (_v * _away));

        public (Point3 X, Point3 Y, double SideX, double SideY) OfPixel(Point3 at)
        {
            var (x, y) = (GradientX, GradientY);
            return (x, y, x.Dot(at) + X, y.Dot(at) + Y);
        }

        public (Point3 X, Point3 Y, double SideX, double SideY) OfRay(Observations seen, int view, int joint)
        {
            var (u, v, shift) = (seen.X[(Joints * view) + joint], seen.Y[(Joints * view) + joint], seen.Placed(view).Translation);
            return (_scale * (_right - (u * _away)), _scale * (_down - (v * _away)), _scale * ((u * shift.Z) - shift.X), _scale * ((v * shift.Z) - shift.Y));
        }
    }
}
