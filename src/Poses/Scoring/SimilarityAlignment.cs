namespace StreamLift.Poses.Scoring;

/// <summary>
/// x → s·R·(x − from) + to: the least-squares similarity transform from one set of points to another, by Horn's quaternions
/// ("Closed-form solution of absolute orientation using unit quaternions", 1987): the rotation is the eigenvector of a symmetric
/// 4×4 matrix with the largest eigenvalue, never a reflection, and defined for flat and straight poses too.
/// </summary>
internal readonly struct SimilarityAlignment
{
    private readonly (double W, double X, double Y, double Z) _rotation;
    private readonly (double X, double Y, double Z) _from;
    private readonly (double X, double Y, double Z) _to;
    private readonly double _scale;

    private SimilarityAlignment(
        (double W, double X, double Y, double Z) rotation,
        double scale,
        (double X, double Y, double Z) from,
        (double X, double Y, double Z) to
    )
    {
        (_rotation, _scale, _from, _to) = (rotation, scale, from, to);
    }

    public static SimilarityAlignment Of(ReadOnlySpan<float> points, ReadOnlySpan<float> target)
    {
        var (from, to) = (Mean(points), Mean(target));
        double xx = 0,
            xy = 0,
            xz = 0,
            yx = 0,
            yy = 0,
            yz = 0,
            zx = 0,
            zy = 0,
            zz = 0,
            size = 0;
        for (var i = 0; i < points.Length; i += 3)
        {
            var (px, py, pz) = (points[i] - from.X, points[i + 1] - from.Y, points[i + 2] - from.Z);
            var (tx, ty, tz) = (target[i] - to.X, target[i + 1] - to.Y, target[i + 2] - to.Z);
            (xx, xy, xz) = (xx + (px * tx), xy + (px * ty), xz + (px * tz));
            (yx, yy, yz) = (yx + (py * tx), yy + (py * ty), yz + (py * tz));
            (zx, zy, zz) = (zx + (pz * tx), zy + (pz * ty), zz + (pz * tz));
            size += (px * px) + (py * py) + (pz * pz);
        }
        Span<double> matrix =
        [
            xx + yy + zz,
            yz - zy,
            zx - xz,
            xy - yx,
            yz - zy,
            xx - yy - zz,
            xy + yx,
            zx + xz,
            zx - xz,
            xy + yx,
            yy - xx - zz,
            yz + zy,
            xy - yx,
            zx + xz,
            yz + zy,
            zz - xx - yy,
        ];
        Span<double> vector = stackalloc double[4];
        // The largest eigenvalue is the maximum of Σ target·(R·point); divided by Σ|point|² it is the optimal scale.
        var most = SymmetricEigen.Largest(matrix, vector);
        return new SimilarityAlignment((vector[0], vector[1], vector[2], vector[3]), size > 0 ? most / size : 0, from, to);
    }

    public (double X, double Y, double Z) Apply(double x, double y, double z)
    {
        (x, y, z) = (x - _from.X, y - _from.Y, z - _from.Z);
        // q·v·q* as v + 2w(u × v) + 2u × (u × v), u the quaternion's vector.
        var (w, a, b, c) = _rotation;
        var (cx, cy, cz) = ((b * z) - (c * y), (c * x) - (a * z), (a * y) - (b * x));
        var rx = x + (2 * ((w * cx) + (b * cz) - (c * cy)));
        var ry = y + (2 * ((w * cy) + (c * cx) - (a * cz)));
        var rz = z + (2 * ((w * cz) + (a * cy) - (b * cx)));
        return ((_scale * rx) + _to.X, (_scale * ry) + _to.Y, (_scale * rz) + _to.Z);
    }

    private static (double X, double Y, double Z) Mean(ReadOnlySpan<float> points)
    {
        double x = 0,
            y = 0,
            z = 0;
        for (var i = 0; i < points.Length; i += 3)
            (x, y, z) = (x + points[i], y + points[i + 1], z + points[i + 2]);
        var count = points.Length / 3;
        return (x / count, y / count, z / count);
    }
}
