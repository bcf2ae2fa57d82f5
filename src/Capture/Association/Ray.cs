using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Association;

/// <summary>The direction in which a camera sees a joint.</summary>
/// <param name="Direction">In the world, of length 1.</param>
/// <param name="Weight">How much it counts; 0: not seen.</param>
internal readonly record struct Ray(Point3 Direction, double Weight)
{
    // A detector that is not sure of a joint is still about right; some detectors' scores exceed 1.
    private const double LeastWeight = 0.2;

    /// <summary>Whether the joint was seen.</summary>
    public bool IsSeen => Weight > 0;

    /// <summary>A ray of a joint with a score above 0; not seen where the lens cannot show the pixel.</summary>
    public static Ray Along(Point3 direction, double score) =>
        double.IsFinite(direction.X + direction.Y + direction.Z) ? new(direction, Math.Clamp(score, LeastWeight, 1)) : default;
}

/// <summary>What the distances of a camera's rays need.</summary>
/// <param name="Centre">The camera's centre in the world, mm.</param>
/// <param name="Noise">The variance of a ray's direction along each axis, rad².</param>
internal readonly record struct Lens(Point3 Centre, double Noise)
{
    // Detectors scale an image to a fixed size, so their error is a share of it: 4 px of 1000 x 1000.
    private const double NoiseOfDiagonal = 0.003;
    private const double LeastNoisePixels = 3;

    /// <summary>Of a camera.</summary>
    public static Lens Of(PlacedCamera camera)
    {
        var lens = camera.Camera.Intrinsics;
        var pixels = Math.Max(LeastNoisePixels, NoiseOfDiagonal * Math.Sqrt(((double)lens.Width * lens.Width) + ((double)lens.Height * lens.Height)));
        var angle = pixels / ((lens.Fx + lens.Fy) / 2);
        return new Lens(camera.Centre, angle * angle);
    }
}
