namespace StreamLift.Poses.Cameras;

/// <summary>
/// Lens distortion of a ray (x, y) = (X/Z, Y/Z) in one of three forms; with r² = x² + y² and t = p1·y + p2·x:
/// <list type="bullet">
/// <item>Human3.6M: d = x(1 + k1 r² + k2 r⁴ + k3 r⁶ + t) + (p2, p1) r² (<c>project_point_radial</c> of the 2017 lifter);</item>
/// <item>OpenCV: d = x((1 + k1 r² + k2 r⁴ + k3 r⁶) / (1 + k4 r² + k5 r⁴ + k6 r⁶) + 2t) + (p2, p1) r² (its documented
/// x·radial + 2 p1 x y + p2 (r² + 2 x²) and the same for y, rearranged);</item>
/// <item>fisheye: d = x·θ(1 + k1 θ² + k2 θ⁴ + k3 θ⁶ + k4 θ⁸) / r with θ = atan r (OpenCV's <c>fisheye</c> module, Kannala–Brandt).</item>
/// </list>
/// </summary>
public readonly record struct Distortion(
    DistortionForm Form,
    double K1,
    double K2,
    double K3,
    double P1,
    double P2,
    double K4 = 0,
    double K5 = 0,
    double K6 = 0
)
{
    // The error of a ray, about 1e-9 px: far below the precision of a float pixel.
    private const double Tolerance = 1e-12;
    private const int MaxSteps = 50;
    private const int MaxHalvings = 30;

    /// <summary>No distortion.</summary>
    public static Distortion None { get; } = new(DistortionForm.OpenCv, 0, 0, 0, 0, 0);

    private double Tangential => Form == DistortionForm.OpenCv ? 2 : 1;

    /// <summary>The distorted ray.</summary>
    public (double X, double Y) Apply(double x, double y)
    {
        var r2 = (x * x) + (y * y);
        var factor = Radial(r2).Value + (Tangential * ((P1 * y) + (P2 * x)));
        return ((x * factor) + (P2 * r2), (y * factor) + (P1 * r2));
    }

    /// <summary>
    /// The inverse of <see cref="Apply"/>, by Newton's method. Steps are halved until each reduces the error and stays in the region around the axis where
    /// the distortion is one-to-one. NaN when there is no such ray: outside the circle that a lens of these coefficients can show.
    /// </summary>
    public (double X, double Y) Remove(double distortedX, double distortedY)
    {
        var (x, y) = IsOneToOne(distortedX, distortedY) ? (distortedX, distortedY) : (0, 0);
        var (errorX, errorY) = Error(x, y, distortedX, distortedY);
        for (var step = 0; step < MaxSteps && Math.Abs(errorX) + Math.Abs(errorY) > Tolerance; step++)
        {
            var (xx, xy, yx, yy) = Derivative(x, y);
            var determinant = (xx * yy) - (xy * yx);
            var (stepX, stepY) = (((yy * errorX) - (xy * errorY)) / determinant, ((xx * errorY) - (yx * errorX)) / determinant);
            var nearer = false;
            for (var halving = 0; !nearer && halving < MaxHalvings; halving++, stepX /= 2, stepY /= 2)
            {
                var (nextX, nextY) = Error(x - stepX, y - stepY, distortedX, distortedY);
                nearer = (nextX * nextX) + (nextY * nextY) < (errorX * errorX) + (errorY * errorY) && IsOneToOne(x - stepX, y - stepY);
                if (nearer)
                    (x, y, errorX, errorY) = (x - stepX, y - stepY, nextX, nextY);
            }
            if (!nearer)
                break;
        }
        return Math.Abs(errorX) + Math.Abs(errorY) < 1e-10 ? (x, y) : (double.NaN, double.NaN);
    }

    private (double X, double Y) Error(double x, double y, double distortedX, double distortedY)
    {
        var (atX, atY) = Apply(x, y);
        return (atX - distortedX, atY - distortedY);
    }

    /// <summary>The radial factor and its derivative by r².</summary>
    private (double Value, double Slope) Radial(double r2)
    {
        var (above, aboveSlope) = (1 + (r2 * (K1 + (r2 * (K2 + (r2 * K3))))), K1 + (r2 * ((2 * K2) + (r2 * 3 * K3))));
        if (Form == DistortionForm.Human36M)
            return (above, aboveSlope);
        if (Form == DistortionForm.Fisheye)
            return Fisheye(r2);
        var (below, belowSlope) = (1 + (r2 * (K4 + (r2 * (K5 + (r2 * K6))))), K4 + (r2 * ((2 * K5) + (r2 * 3 * K6))));
        return (above / below, ((aboveSlope * below) - (above * belowSlope)) / (below * below));
    }

    private (double Value, double Slope) Fisheye(double r2)
    {
        // On the axis θ/r is 0/0; the first terms of its series are exact there.
        if (r2 < 1e-12)
            return (1, K1 - (1.0 / 3));
        var r = Math.Sqrt(r2);
        var angle = Math.Atan(r);
        var a2 = angle * angle;
        var bent = angle * (1 + (a2 * (K1 + (a2 * (K2 + (a2 * (K3 + (a2 * K4))))))));
        var bentSlope = (1 + (a2 * ((3 * K1) + (a2 * ((5 * K2) + (a2 * ((7 * K3) + (a2 * 9 * K4)))))))) / (1 + r2);
        return (bent / r, ((bentSlope * r) - bent) / (2 * r2 * r));
    }

    /// <summary>The Jacobian of the distorted ray by the ray: x by x and y, then y by x and y.</summary>
    private (double XX, double XY, double YX, double YY) Derivative(double x, double y)
    {
        var (radial, slope) = Radial((x * x) + (y * y));
        var factor = radial + (Tangential * ((P1 * y) + (P2 * x)));
        var (byX, byY) = ((2 * x * slope) + (Tangential * P2), (2 * y * slope) + (Tangential * P1));
        return (factor + (x * byX) + (2 * P2 * x), (x * byY) + (2 * P2 * y), (y * byX) + (2 * P1 * x), factor + (y * byY) + (2 * P1 * y));
    }

    private bool IsOneToOne(double x, double y)
    {
        var (xx, xy, yx, yy) = Derivative(x, y);
        return (xx * yy) - (xy * yx) > 0 && xx + yy > 0;
    }
}

/// <summary>Published polynomials of lens distortion. Their coefficients have the same names and different meanings.</summary>
public enum DistortionForm
{
    /// <summary>Human3.6M's form: tangential term p1·y + p2·x.</summary>
    Human36M,

    /// <summary>OpenCV's form (Brown–Conrady): tangential term 2·(p1·y + p2·x).</summary>
    OpenCv,

    /// <summary>OpenCV's fisheye form (Kannala–Brandt): k1 to k4 of the angle from the axis, no tangential term.</summary>
    Fisheye,
}
