using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>
/// Finds where most rays of a joint meet, if they do not all meet: one wrong ray of three or four draws least squares so far away that no ray seems right.
/// Tries the point of each pair of rays. Stateless.
/// </summary>
internal static class RayConsensus
{
    private const int Joints = ViewFrame.BodyJoints;

    // Beyond, the median of many rays is right anyway, and pairs become many.
    private const int MostViews = 8;
    private const double Threshold = 25;

    /// <summary>Moves a joint to the best meeting point, if that is better than where it is.</summary>
    public static void Find(Observations seen, PixelNoise noise, int joint, ref Point3 at)
    {
        if (seen.Seen[joint] is < 3 or > MostViews || Cost(seen, noise, joint, at, out var isAny) is var least && !isAny)
            return;
        var start = at;
        for (var a = 0; a < seen.Count; a++)
        {
            if (seen.Weight[(Joints * a) + joint] <= 0)
                continue;
            for (var b = 0; b < a; b++)
            {
                if (seen.Weight[(Joints * b) + joint] <= 0)
                    continue;
                var (information, side) = (Symmetric3.Identity(1e-9), 1e-9 * start);
                Add(seen, a, joint, start, ref information, ref side);
                Add(seen, b, joint, start, ref information, ref side);
                var point = information.Inverse * side;
                if (Cost(seen, noise, joint, point, out _) is var cost && cost < least)
                    (least, at) = (cost, point);
            }
        }
    }

    private static void Add(Observations seen, int view, int joint, Point3 near, ref Symmetric3 information, ref Point3 side)
    {
        var (x, y, sideX, sideY) = new RayTerms.PixelError(seen, view, joint, near).OfRay(seen, view, joint);
        information += Symmetric3.Outer(x, 1) + Symmetric3.Outer(y, 1);
        side += (sideX * x) + (sideY * y);
    }

    // The sum of squared errors over their variance, each at most the threshold.
    private static double Cost(Observations seen, PixelNoise noise, int joint, Point3 at, out bool isAnyOut)
    {
        (var sum, isAnyOut) = (0.0, false);
        for (var view = 0; view < seen.Count; view++)
            if (seen.Weight[(Joints * view) + joint] is > 0 and var weight)
            {
                var squared = weight * new RayTerms.PixelError(seen, view, joint, at).Squared / noise.Variance(view);
                isAnyOut |= squared > Threshold;
                sum += Math.Min(Threshold, squared);
            }

        return sum;
    }
}
