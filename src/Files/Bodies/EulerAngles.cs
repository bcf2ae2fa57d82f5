using System.Numerics;

namespace StreamLift.Files.Bodies;

/// <summary>Angles about z, then y, then x, in degrees, as the channels Zrotation Yrotation Xrotation of BVH have them.</summary>
internal static class EulerAngles
{
    private const double Degrees = 180 / Math.PI;

    /// <summary>The angles of a rotation: of all that are the same rotation those nearest to the last ones, so that curves do not jump.</summary>
    /// <param name="q">The rotation.</param>
    /// <param name="last">The angles before: z, y, x.</param>
    public static (double Z, double Y, double X) Of(Quaternion q, (double Z, double Y, double X) last)
    {
        double x = q.X,
            y = q.Y,
            z = q.Z,
            w = q.W;
        var sine = Math.Clamp(2 * ((w * y) - (x * z)), -1, 1);
        var cosine = Math.Sqrt(Math.Pow(1 - (2 * ((y * y) + (z * z))), 2) + Math.Pow(2 * ((x * y) + (w * z)), 2));
        var tilt = Math.Atan2(sine, cosine) * Degrees;
        // at ±90 degrees only the sum or difference of the other two counts: x stays
        var (about, around) =
            cosine < 1e-6
                ? (last.X, last.X * Math.Sign(sine) + (Math.Atan2(2 * ((w * z) - (x * y)), 1 - (2 * ((x * x) + (z * z)))) * Degrees))
                : (
                    Math.Atan2(2 * ((w * x) + (y * z)), 1 - (2 * ((x * x) + (y * y)))) * Degrees,
                    Math.Atan2(2 * ((x * y) + (w * z)), 1 - (2 * ((y * y) + (z * z)))) * Degrees
                );
        var one = (Near(around, last.Z), Near(tilt, last.Y), Near(about, last.X));
        var other = (Near(around + 180, last.Z), Near(180 - tilt, last.Y), Near(about + 180, last.X));
        return Far(one, last) <= Far(other, last) ? one : other;
    }

    private static double Near(double angle, double last) => angle + (360 * Math.Round((last - angle) / 360));

    private static double Far((double Z, double Y, double X) one, (double Z, double Y, double X) last) =>
        Math.Abs(one.Z - last.Z) + Math.Abs(one.Y - last.Y) + Math.Abs(one.X - last.X);
}
