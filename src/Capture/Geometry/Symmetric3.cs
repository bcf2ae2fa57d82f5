using System.Runtime.CompilerServices;

namespace StreamLift.Capture.Geometry;

/// <summary>A symmetric matrix of 3 × 3: the information or the covariance of a point.</summary>
internal readonly struct Symmetric3(double xx, double xy, double xz, double yy, double yz, double zz)
{
    private readonly double _xx = xx;
    private readonly double _xy = xy;
    private readonly double _xz = xz;
    private readonly double _yy = yy;
    private readonly double _yz = yz;
    private readonly double _zz = zz;

    /// <summary>The sum of the diagonal.</summary>
    public double Trace => _xx + _yy + _zz;

    /// <summary>The mean of the square roots of the diagonal: of a covariance the mean standard deviation along the axes.</summary>
    public double MeanDeviation => (Math.Sqrt(_xx) + Math.Sqrt(_yy) + Math.Sqrt(_zz)) / 3;

    /// <summary>The inverse. The matrix must be positive definite.</summary>
    public Symmetric3 Inverse
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var (a, b, c) = ((_yy * _zz) - (_yz * _yz), (_xz * _yz) - (_xy * _zz), (_xy * _yz) - (_xz * _yy));
            var scale = 1 / ((_xx * a) + (_xy * b) + (_xz * c));
            return new(
                scale * a,
                scale * b,
                scale * c,
                scale * ((_xx * _zz) - (_xz * _xz)),
                scale * ((_xy * _xz) - (_xx * _yz)),
                scale * ((_xx * _yy) - (_xy * _xy))
            );
        }
    }

    /// <summary>The identity, times a factor.</summary>
    public static Symmetric3 Identity(double factor) => new(factor, 0, 0, factor, 0, factor);

    /// <summary>The product of a column and itself as a row, times a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Symmetric3 Outer(Point3 a, double factor)
    {
        var (x, y, z) = (factor * a.X, factor * a.Y, factor * a.Z);
        return new(x * a.X, x * a.Y, x * a.Z, y * a.Y, y * a.Z, z * a.Z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Symmetric3 operator +(in Symmetric3 a, in Symmetric3 b) =>
        new(a._xx + b._xx, a._xy + b._xy, a._xz + b._xz, a._yy + b._yy, a._yz + b._yz, a._zz + b._zz);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Symmetric3 operator -(in Symmetric3 a, in Symmetric3 b) =>
        new(a._xx - b._xx, a._xy - b._xy, a._xz - b._xz, a._yy - b._yy, a._yz - b._yz, a._zz - b._zz);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Symmetric3 operator *(double factor, in Symmetric3 a) =>
        new(factor * a._xx, factor * a._xy, factor * a._xz, factor * a._yy, factor * a._yz, factor * a._zz);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point3 operator *(in Symmetric3 a, Point3 b) =>
        new((a._xx * b.X) + (a._xy * b.Y) + (a._xz * b.Z), (a._xy * b.X) + (a._yy * b.Y) + (a._yz * b.Z), (a._xz * b.X) + (a._yz * b.Y) + (a._zz * b.Z));

    /// <summary>The rows of the product of two matrices, which is not symmetric.</summary>
    public (Point3 X, Point3 Y, Point3 Z) Rows(in Symmetric3 other) =>
        (other * new Point3(_xx, _xy, _xz), other * new Point3(_xy, _yy, _yz), other * new Point3(_xz, _yz, _zz));

    /// <summary>G·S·Gᵀ, G by its rows.</summary>
    public Symmetric3 Between((Point3 X, Point3 Y, Point3 Z) rows)
    {
        var (x, y, z) = (this * rows.X, this * rows.Y, this * rows.Z);
        return new(rows.X.Dot(x), rows.X.Dot(y), rows.X.Dot(z), rows.Y.Dot(y), rows.Y.Dot(z), rows.Z.Dot(z));
    }

    /// <summary>The trace of the product of two matrices.</summary>
    public double Common(in Symmetric3 other) =>
        (_xx * other._xx) + (_yy * other._yy) + (_zz * other._zz) + (2 * ((_xy * other._xy) + (_xz * other._xz) + (_yz * other._yz)));

    /// <summary>aᵀ·S·a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Along(Point3 a) => a.Dot(this * a);
}
