using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Estimation;

/// <summary>
/// Finds where most rays of a joint meet, if they do not all meet: one wrong ray of three or four draws least squares so far away that no ray seems right.
/// Tries the point of each pair of rays. Stateless.
/// </summary>
internal static class RayConsensus
{
    // Beyond, the median of many rays is right anyway, and pairs become many.
    private const int MostRays = 8;
    private const double Threshold = 25;

    // For two rays that are nearly parallel.
    private const double Hold = 1e-9;

    /// <summary>Moves a joint to the best meeting point, if that is better than where it is.</summary>
    /// <param name="rays">The rays, every so many of them; those that were not seen are left out.</param>
    /// <param name="first">The index of the first ray.</param>
    /// <param name="step">From one ray to the next.</param>
    /// <param name="count">The number of rays.</param>
    /// <param name="noise">The noise of each ray's view; null where the rays' weights are those of 1 px.</param>
    /// <param name="at">The joint.</param>
    public static void Find(SeenJoint[] rays, int first, int step, int count, PixelNoise? noise, ref Point3 at)
    {
        var (seen, start) = (0, at);
        for (var view = 0; view < count; view++)
            seen += rays[first + (step * view)].IsSeen ? 1 : 0;
        if (seen is < 3 or > MostRays)
            return;
        var least = Cost(rays, first, step, count, noise, at, out var isAnyOut);
        for (var a = 0; isAnyOut && a < count; a++)
        for (var b = 0; b < a; b++)
        {
            ref readonly var one = ref rays[first + (step * a)];
            ref readonly var other = ref rays[first + (step * b)];
            if (!one.IsSeen || !other.IsSeen)
                continue;
            var (weight, otherWeight) = (one.Pixels(start), other.Pixels(start));
            (weight, otherWeight) = (weight * weight, otherWeight * otherWeight);
            var information = Symmetric3.Identity(Hold) + (weight * one.Matrix) + (otherWeight * other.Matrix);
            var point = information.Inverse * ((Hold * start) + (weight * one.Side) + (otherWeight * other.Side));
            if (Cost(rays, first, step, count, noise, point, out _) is var cost && cost < least)
                (least, at) = (cost, point);
        }
    }

    // The sum of squared errors over their variance, each at most the threshold.
    private static double Cost(SeenJoint[] rays, int first, int step, int count, PixelNoise? noise, Point3 at, out bool isAnyOut)
    {
        (var sum, isAnyOut) = (0.0, false);
        for (var view = 0; view < count; view++)
        {
            ref readonly var ray = ref rays[first + (step * view)];
            if (!ray.IsSeen)
                continue;
            var squared = ray.Weight * ray.Squared(at) * (noise?.Information(view) ?? 1);
            isAnyOut |= squared > Threshold;
            sum += Math.Min(Threshold, squared);
        }

        return sum;
    }
}
