using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Association;

/// <summary>
/// How far rays are from each other and from points, as half the square of the distance over its expected size: 1/2 for each axis in which there is an error.
/// Large ones are bounded, since a detector that takes another person's limb says nothing of the others.
/// </summary>
internal static class RayError
{
    /// <summary>The variance of a joint's place in the body along each axis, mm²: detectors mean slightly different places.</summary>
    public const double Body = 25 * 25;

    /// <summary>The bound of an error.</summary>
    public const double Most = 8;

    // Nearer than this, a person covers the lens.
    private const double Nearest = 150;

    // Two cameras that face each other: a joint on the line between them is anywhere on it.
    private const double LeastSine2 = 0.03 * 0.03;

    /// <summary>The error of a ray and a point.</summary>
    /// <param name="lens">The ray's camera.</param>
    /// <param name="direction">The ray's direction.</param>
    /// <param name="point">The point.</param>
    /// <param name="variance">The point's variance across the ray, mm².</param>
    /// <param name="spread">How much larger the expected square is for the point's variance.</param>
    public static double ToPoint(in Lens lens, Point3 direction, Point3 point, double variance, out double spread)
    {
        var to = point - lens.Centre;
        var depth = to.Dot(direction);
        var own = Body + (lens.Noise * depth * depth);
        spread = (own + variance) / own;
        return depth < Nearest ? Most : Bounded((to.Dot(to) - (depth * depth)) / (2 * (own + variance)));
    }

    /// <summary>The error of two rays.</summary>
    /// <returns>NaN where the rays are too parallel to say.</returns>
    public static double Between(in Lens lens, Point3 direction, in Lens otherLens, Point3 other)
    {
        var across = direction.Cross(other);
        var sine2 = across.Dot(across);
        if (sine2 < LeastSine2)
            return double.NaN;
        var between = otherLens.Centre - lens.Centre;
        var depth = between.Cross(other).Dot(across) / sine2;
        var otherDepth = between.Cross(direction).Dot(across) / sine2;
        if (depth < Nearest || otherDepth < Nearest)
            return Most;
        var gap = between.Dot(across);
        var variance = (2 * Body) + (lens.Noise * depth * depth) + (otherLens.Noise * otherDepth * otherDepth);
        return Bounded(gap * gap / (2 * sine2 * variance));
    }

    private static double Bounded(double error) => error / (1 + (error / Most));
}
