using StreamLift.Capture.Geometry;
using StreamLift.Capture.State;

namespace StreamLift.Capture.Residuals;

/// <summary>
/// The cameras' clock offsets by least squares. A camera whose clock is ahead by δ shows at the instant where the person was δ before, so that each seen
/// joint is off by −δ times its velocity in the image. The joint's own position is unknown too and takes up what all cameras have in common; it is
/// eliminated from each joint's equations. The sum forgets with time. A common offset cannot be seen: the offsets' mean is 0.
/// </summary>
internal sealed class OffsetEquations
{
    private const double ForgetMs = 15_000;

    // Errors of a detector last for several frames, so that its observations count for less than as many independent ones.
    private const double Dependence = 4;

    // Clocks are expected to be this far apart until the people say otherwise, ms.
    private const double Prior = 20;
    private const double FixedMean = 100;

    private readonly int _cameras;
    private readonly double[] _matrix;
    private readonly double[] _right;
    private readonly double[] _factor;
    private readonly double[] _solution;

    public OffsetEquations(int cameras)
    {
        _cameras = cameras;
        (_matrix, _factor) = (new double[cameras * cameras], new double[cameras * cameras]);
        (_right, _solution) = (new double[cameras], new double[cameras]);
    }

    /// <summary>The sums lose weight with the time that has passed.</summary>
    public void Forget(double elapsedMs)
    {
        var left = Math.Exp(-elapsedMs / ForgetMs);
        foreach (ref var value in _matrix.AsSpan())
            value *= left;
        foreach (ref var value in _right.AsSpan())
            value *= left;
    }

    /// <summary>Adds the equations of one joint.</summary>
    /// <param name="views">What at least two cameras saw of the joint.</param>
    /// <param name="applied">The offset of each camera of the rig that the instant was made with, ms.</param>
    public void Add(ReadOnlySpan<JointView> views, ReadOnlySpan<double> applied)
    {
        // G = Σ w AᵀA with a little added for joints that two cameras see along nearly one line
        double xx = 1e-9,
            xy = 0,
            xz = 0,
            yy = 1e-9,
            yz = 0,
            zz = 1e-9;
        var error = default(Point3);
        foreach (ref readonly var view in views)
        {
            var (a, b, w) = (view.RowX, view.RowY, view.Weight);
            (xx, xy, xz) = (xx + (w * ((a.X * a.X) + (b.X * b.X))), xy + (w * ((a.X * a.Y) + (b.X * b.Y))), xz + (w * ((a.X * a.Z) + (b.X * b.Z))));
            (yy, yz, zz) = (yy + (w * ((a.Y * a.Y) + (b.Y * b.Y))), yz + (w * ((a.Y * a.Z) + (b.Y * b.Z))), zz + (w * ((a.Z * a.Z) + (b.Z * b.Z))));
            error += (w * view.ErrorX * a) + (w * view.ErrorY * b);
        }

        var (cx, cy, cz) = ((yy * zz) - (yz * yz), (xz * yz) - (xy * zz), (xy * yz) - (xz * yy));
        var determinant = (xx * cx) + (xy * cy) + (xz * cz);
        if (!(determinant > 0))
            return;
        var first = new Point3(cx, cy, cz) / determinant;
        var second = new Point3(cy, (xx * zz) - (xz * xz), (xy * xz) - (xx * yz)) / determinant;
        var third = new Point3(cz, (xy * xz) - (xx * yz), (xx * yy) - (xy * xy)) / determinant;
        foreach (ref readonly var view in views)
        {
            var taken = new Point3(first.Dot(view.Share), second.Dot(view.Share), third.Dot(view.Share));
            var row = view.Camera * _cameras;
            foreach (ref readonly var other in views)
            {
                var value = (view.Camera == other.Camera ? view.Weight * view.Speed2 : 0) - taken.Dot(other.Share);
                _matrix[row + other.Camera] += value;
                _right[view.Camera] += value * applied[other.Camera];
            }
            _right[view.Camera] -= (view.Weight * view.SpeedTimesError) - taken.Dot(error);
        }
    }

    /// <summary>Solves for the offsets.</summary>
    /// <param name="offsets">Receives each camera's offset, ms.</param>
    /// <param name="sigma">Receives the expected error of each, ms.</param>
    public void Solve(Span<double> offsets, Span<double> sigma)
    {
        for (var i = 0; i < _cameras; i++)
        for (var j = 0; j < _cameras; j++)
            _factor[(i * _cameras) + j] = (_matrix[(i * _cameras) + j] / Dependence) + FixedMean + (i == j ? 1 / (Prior * Prior) : 0);
        Cholesky.Factor(_factor, _cameras);
        for (var i = 0; i < _cameras; i++)
            offsets[i] = _right[i] / Dependence;
        Cholesky.Solve(_factor, offsets);
        for (var i = 0; i < _cameras; i++)
        {
            _solution.AsSpan().Clear();
            _solution[i] = 1;
            Cholesky.Solve(_factor, _solution);
            sigma[i] = Math.Sqrt(Math.Max(0, _solution[i]));
        }
    }

    public void Save(StateWriter state)
    {
        state.Doubles(_matrix);
        state.Doubles(_right);
    }

    public void Restore(ref StateReader state)
    {
        state.Doubles(_matrix);
        state.Doubles(_right);
    }
}
