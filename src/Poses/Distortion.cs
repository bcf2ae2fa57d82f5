namespace StreamLift.Poses;

/// <summary>
/// Radial and tangential lens distortion of a ray (x, y) = (X/Z, Y/Z), r² = x² + y², t = p1·y + p2·x:
/// <list type="bullet">
/// <item>Human3.6M: d = x(1 + k1 r² + k2 r⁴ + k3 r⁶ + t) + (p2, p1) r² (the 2017 lifter's <c>project_point_radial</c>);</item>
/// <item>OpenCV: d = x(1 + k1 r² + k2 r⁴ + k3 r⁶ + 2t) + (p2, p1) r² (its x'(…) + 2 p1 x y + p2 (r² + 2x²), put in order).</item>
/// </list>
/// </summary>
public readonly record struct Distortion(DistortionForm Form, double K1, double K2, double K3, double P1, double P2)
{
    /// <summary>None: a ray stays what it is.</summary>
    public static Distortion None => default(Distortion) with { Form = DistortionForm.OpenCv };

    private double Tangential => Form == DistortionForm.OpenCv ? 2 : 1;

    /// <summary>The distorted ray.</summary>
    public (double X, double Y) Apply(double x, double y)
    {
        var r2 = (x * x) + (y * y);
        var factor = 1 + (r2 * (K1 + (r2 * (K2 + (r2 * K3))))) + (Tangential * ((P1 * y) + (P2 * x)));
        return ((x * factor) + (P2 * r2), (y * factor) + (P1 * r2));
    }

    /// <summary>The ray whose distortion this is: Newton's method from the distorted ray itself.</summary>
    public (double X, double Y) Remove(double distortedX, double distortedY)
    {
        var (x, y) = (distortedX, distortedY);
        for (var step = 0; step < 50; step++)
        {
            var (atX, atY) = Apply(x, y);
            var (errorX, errorY) = (atX - distortedX, atY - distortedY);
            if (Math.Abs(errorX) + Math.Abs(errorY) < 1e-13)
                break;
            var r2 = (x * x) + (y * y);
            var radial = K1 + (r2 * ((2 * K2) + (r2 * 3 * K3)));
            var factor = 1 + (r2 * (K1 + (r2 * (K2 + (r2 * K3))))) + (Tangential * ((P1 * y) + (P2 * x)));
            var (factorX, factorY) = ((2 * x * radial) + (Tangential * P2), (2 * y * radial) + (Tangential * P1));
            var (xx, xy) = (factor + (x * factorX) + (2 * P2 * x), (x * factorY) + (2 * P2 * y));
            var (yx, yy) = ((y * factorX) + (2 * P1 * x), factor + (y * factorY) + (2 * P1 * y));
            var determinant = (xx * yy) - (xy * yx);
            x -= ((yy * errorX) - (xy * errorY)) / determinant;
            y -= ((xx * errorY) - (yx * errorX)) / determinant;
        }
        return (x, y);
    }
}
