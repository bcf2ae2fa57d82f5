namespace StreamLift.Poses.Cameras;

/// <summary>
/// A calibrated camera. Its axes: x right, y down, z away, mm; pixels from the top left. Computes in double. Immutable and thread-safe.
/// Spans are read and written point by point, so input and output of the same size may be the same memory.
/// </summary>
public sealed class Camera(string name, Intrinsics intrinsics, Extrinsics? extrinsics)
{
    /// <summary>Human3.6M's serial number, or the name or prefix of streams in the cameras file.</summary>
    public string Name { get; } = name;

    /// <summary>Lens and sensor.</summary>
    public Intrinsics Intrinsics { get; } = intrinsics;

    /// <summary>Position and orientation; null when not known.</summary>
    public Extrinsics? Extrinsics { get; } = extrinsics;

    /// <summary>Projects points to pixels, inside the image or not; NaN for a point that is not in front of the camera (z ≤ 0).</summary>
    /// <param name="cameraPoints">x, y, z in camera axes, mm: 3·n.</param>
    /// <param name="pixels">x, y: 2·n.</param>
    public void Project(ReadOnlySpan<float> cameraPoints, Span<float> pixels)
    {
        var points = Count(cameraPoints, 3, pixels, 2);
        for (var i = 0; i < points; i++)
        {
            var z = cameraPoints[(3 * i) + 2] > 0 ? cameraPoints[(3 * i) + 2] : double.NaN;
            var (x, y) = Intrinsics.Distortion.Apply(cameraPoints[3 * i] / z, cameraPoints[(3 * i) + 1] / z);
            pixels[2 * i] = (float)((Intrinsics.Fx * x) + Intrinsics.Cx);
            pixels[(2 * i) + 1] = (float)((Intrinsics.Fy * y) + Intrinsics.Cy);
        }
    }

    /// <summary>Converts pixels to undistorted rays; NaN for a pixel that the lens cannot show.</summary>
    /// <param name="pixels">x, y: 2·n.</param>
    /// <param name="rays">X/Z, Y/Z: 2·n.</param>
    public void Undistort(ReadOnlySpan<float> pixels, Span<float> rays)
    {
        var points = Count(pixels, 2, rays, 2);
        for (var i = 0; i < points; i++)
        {
            var (x, y) = Ray(pixels[2 * i], pixels[(2 * i) + 1]);
            rays[2 * i] = (float)x;
            rays[(2 * i) + 1] = (float)y;
        }
    }

    /// <summary>The undistorted ray X/Z, Y/Z of a pixel; NaN for a pixel that the lens cannot show.</summary>
    public (double X, double Y) Ray(double pixelX, double pixelY) =>
        Intrinsics.Distortion.Remove((pixelX - Intrinsics.Cx) / Intrinsics.Fx, (pixelY - Intrinsics.Cy) / Intrinsics.Fy);

    /// <summary>Transforms world points to camera axes: R·X + t.</summary>
    /// <param name="world">x, y, z, mm: 3·n.</param>
    /// <param name="camera">x, y, z, mm: 3·n.</param>
    /// <exception cref="InvalidOperationException">The camera has no <see cref="Extrinsics"/>.</exception>
    public void ToCamera(ReadOnlySpan<float> world, Span<float> camera)
    {
        var (points, (rotation, translation)) = (Count(world, 3, camera, 3), Placed());
        for (var i = 0; i < points; i++)
        {
            double x = world[3 * i],
                y = world[(3 * i) + 1],
                z = world[(3 * i) + 2];
            for (var row = 0; row < 3; row++)
                camera[(3 * i) + row] = (float)((rotation[3 * row] * x) + (rotation[(3 * row) + 1] * y) + (rotation[(3 * row) + 2] * z) + translation[row]);
        }
    }

    /// <summary>Transforms points in camera axes to the world: Rᵀ·(x − t).</summary>
    /// <param name="camera">x, y, z, mm: 3·n.</param>
    /// <param name="world">x, y, z, mm: 3·n.</param>
    /// <exception cref="InvalidOperationException">The camera has no <see cref="Extrinsics"/>.</exception>
    public void ToWorld(ReadOnlySpan<float> camera, Span<float> world)
    {
        var (points, (rotation, translation)) = (Count(camera, 3, world, 3), Placed());
        for (var i = 0; i < points; i++)
        {
            var x = camera[3 * i] - translation[0];
            var y = camera[(3 * i) + 1] - translation[1];
            var z = camera[(3 * i) + 2] - translation[2];
            for (var column = 0; column < 3; column++)
                world[(3 * i) + column] = (float)((rotation[column] * x) + (rotation[3 + column] * y) + (rotation[6 + column] * z));
        }
    }

    private static int Count(ReadOnlySpan<float> from, int fromSize, ReadOnlySpan<float> to, int toSize)
    {
        var points = from.Length / fromSize;
        return from.Length == points * fromSize && to.Length >= points * toSize
            ? points
            : throw new ArgumentException($"{from.Length} numbers are not whole points, or {to.Length} numbers are too few for the result");
    }

    private Extrinsics Placed() => Extrinsics ?? throw new InvalidOperationException($"camera {Name} has no rotation and translation");
}
