using System.Collections.Immutable;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.Synthetic;

/// <summary>
/// The four cameras around the synthetic performer. They differ from Human3.6M's cameras, so that a demonstration shows cameras that the model was
/// not trained on.
/// </summary>
public static class SyntheticRig
{
    /// <summary>camera-1 to camera-4, at the corners of the room: 5 m from its centre, 1.4 to 1.7 m high, pointed at the performer's waist.</summary>
    public static IReadOnlyList<Camera> Cameras { get; } = [Look(1, 0.7, 1400), Look(2, 2.3, 1500), Look(3, 3.9, 1600), Look(4, 5.4, 1700)];

    private static Camera Look(int number, double angle, double height)
    {
        const double Distance = 5000,
            WaistHeight = 900;
        var lens = new Intrinsics(1280, 960, 1250, 1250, 640, 480, new Distortion(DistortionForm.OpenCv, -0.12, 0.08, 0, 0.0005, -0.0003));
        double[] place = [Distance * Math.Cos(angle), Distance * Math.Sin(angle), height];
        var tilt = Math.Atan2(height - WaistHeight, Distance);
        var (forwardX, forwardY) = (-Math.Cos(angle), -Math.Sin(angle));
        // The rows are the camera's x (right), y (down) and z (away) axes in the world.
        ImmutableArray<double> r =
        [
            forwardY,
            -forwardX,
            0,
            -forwardX * Math.Sin(tilt),
            -forwardY * Math.Sin(tilt),
            -Math.Cos(tilt),
            forwardX * Math.Cos(tilt),
            forwardY * Math.Cos(tilt),
            -Math.Sin(tilt),
        ];
        ImmutableArray<double> t = [.. Enumerable.Range(0, 3).Select(i => -(r[3 * i] * place[0] + r[3 * i + 1] * place[1] + r[3 * i + 2] * place[2]))];
        return new Camera($"camera-{number}", lens, new Extrinsics(r, t));
    }
}
