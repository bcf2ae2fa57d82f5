using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary>
/// <c>centred</c>, version 1: <c>rays</c> of a virtual camera rotated towards the person, with the mean direction of the seen joints on its axis. Independent
/// of resolution, lens and the person's position in the image; the pose is in the axes of the rotated camera.
/// </summary>
public sealed class CentredFeatures : IPoseFeatures
{
    /// <summary>A joint beyond this ray of the rotated camera, 80° from its axis, is treated as not seen.</summary>
    private const float MaxRay = 5.67f;

    /// <inheritdoc/>
    public string Name => "centred";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public int NumbersPerJoint => 2;

    /// <inheritdoc/>
    public bool NeedsImage => false;

    /// <inheritdoc/>
    public bool NeedsCamera => true;

    /// <inheritdoc/>
    public bool RotatesPose => true;

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row, out CameraRotation rotation)
    {
        var joints = Rays.Write(keypoints, view, missingFill, row);
        rotation = Towards(row[..(2 * joints)]);
        Span<float> ray = stackalloc float[3];
        for (var i = 0; i < 2 * joints; i += 2)
        {
            (ray[0], ray[1], ray[2]) = (row[i], row[i + 1], 1);
            rotation.Apply(ray);
            var isBefore = ray[2] > 0 && Math.Abs(ray[0]) < MaxRay * ray[2] && Math.Abs(ray[1]) < MaxRay * ray[2]; // false for NaN
            (row[i], row[i + 1]) = isBefore ? (ray[0] / ray[2], ray[1] / ray[2]) : (float.NaN, float.NaN);
        }
        return Rays.Fill(joints, missingFill, row);
    }

    // The mean of unit vectors, not of rays: it rotates with the camera.
    private static CameraRotation Towards(ReadOnlySpan<float> rays)
    {
        double x = 0,
            y = 0,
            z = 0;
        for (var i = 0; i < rays.Length; i += 2)
        {
            if (float.IsNaN(rays[i]))
                continue;
            var length = Math.Sqrt(((double)rays[i] * rays[i]) + ((double)rays[i + 1] * rays[i + 1]) + 1);
            (x, y, z) = (x + (rays[i] / length), y + (rays[i + 1] / length), z + (1 / length));
        }
        return z > 0 ? CameraRotation.Towards(x, y, z) : CameraRotation.None;
    }
}
