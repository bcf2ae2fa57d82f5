using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Association;

/// <summary>The point that is nearest to several rays, by weighted least squares of the distances: 3 x 3 normal equations.</summary>
internal struct PointSolver
{
    private double _xx;
    private double _xy;
    private double _xz;
    private double _yy;
    private double _yz;
    private double _zz;
    private Point3 _right;
    private double _weight;

    /// <summary>Adds a ray.</summary>
    public void Add(Point3 centre, Point3 direction, double weight)
    {
        var (x, y, z) = (direction.X, direction.Y, direction.Z);
        _xx += weight * (1 - (x * x));
        _yy += weight * (1 - (y * y));
        _zz += weight * (1 - (z * z));
        _xy -= weight * x * y;
        _xz -= weight * x * z;
        _yz -= weight * y * z;
        _right += weight * (centre - (centre.Dot(direction) * direction));
        _weight += weight;
    }

    /// <summary>Solves for the point.</summary>
    /// <returns>False for fewer than two rays, and for rays that are about parallel.</returns>
    public readonly bool TrySolve(out Point3 point)
    {
        var a = (_yy * _zz) - (_yz * _yz);
        var b = (_xz * _yz) - (_xy * _zz);
        var c = (_xy * _yz) - (_xz * _yy);
        var determinant = (_xx * a) + (_xy * b) + (_xz * c);
        // For two rays of weight 1 the determinant is twice the squared sine of their angle.
        if (!(determinant > 1e-4 * _weight * _weight * _weight))
        {
            point = new Point3(double.NaN, double.NaN, double.NaN);
            return false;
        }
        point =
            new Point3(
                (a * _right.X) + (b * _right.Y) + (c * _right.Z),
                (b * _right.X) + (((_xx * _zz) - (_xz * _xz)) * _right.Y) + (((_xy * _xz) - (_xx * _yz)) * _right.Z),
                (c * _right.X) + (((_xy * _xz) - (_xx * _yz)) * _right.Y) + (((_xx * _yy) - (_xy * _xy)) * _right.Z)
            ) / determinant;
        return true;
    }
}
