using StreamLift.Poses.Cameras;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: views through Human3.6M's own cameras, whose calibration is public. The person stands anywhere in their room and faces any direction.
/// Such cameras, at head height some metres away, are the usual ones of a studio.
/// </summary>
internal static class StudioCamera
{
    private const int MaxAttempts = 4;
    private const float SpreadMm = 900;

    private static readonly Camera[] Cameras =
    [
        .. Human36mCameras.Subjects.SelectMany(subject => Human36mCameras.Serials.Select(serial => Human36mCameras.Find(subject, serial))).OfType<Camera>(),
    ];

    /// <param name="world">51 numbers, z up, mm.</param>
    /// <returns>False: the camera did not see the whole person in any of the places that were tried.</returns>
    public static bool TryProject(ReadOnlySpan<float> world, TrainingSample sample, ref SampleRandom random)
    {
        Span<float> moved = stackalloc float[world.Length];
        var camera = Cameras[random.Below(Cameras.Length)];
        for (var i = 0; i < MaxAttempts; i++)
        {
            Place(world, moved, ref random);
            sample.Project(moved, camera);
            if (sample.CountInside() == TrainingSample.Joints)
                return true;
        }
        return false;
    }

    private static void Place(ReadOnlySpan<float> world, Span<float> moved, ref SampleRandom random)
    {
        var (sin, cos) = MathF.SinCos(random.Uniform(0, MathF.Tau));
        var (toX, toY) = (SpreadMm * random.Normal(), SpreadMm * random.Normal());
        for (var i = 0; i < world.Length; i += 3)
        {
            var (x, y) = (world[i] - world[0], world[i + 1] - world[1]);
            (moved[i], moved[i + 1], moved[i + 2]) = (toX + (cos * x) - (sin * y), toY + (sin * x) + (cos * y), world[i + 2]);
        }
    }
}
