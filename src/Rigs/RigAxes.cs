using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs;

/// <summary>A view of a rig's world from above: which way is up, and two directions of the floor. All of length 1 and at right angles.</summary>
/// <param name="Up">Up.</param>
/// <param name="Right">To the right of the picture.</param>
/// <param name="Ahead">To the top of the picture.</param>
/// <param name="IsAssumed">Whether the file does not say what is up: the axis nearest to the cameras' own is taken.</param>
public sealed record RigAxes(WorldUp Up, (double X, double Y, double Z) Right, (double X, double Y, double Z) Ahead, bool IsAssumed)
{
    /// <summary>The axes of a rig.</summary>
    public static RigAxes Of(Rig rig)
    {
        var up = rig.Up ?? Nearest(rig.Cameras);
        var (x, y, z) = up.Direction();
        // the first axis of the world that is not up points to the right
        var right = x != 0 ? (0.0, 1.0, 0.0) : (1.0, 0.0, 0.0);
        var ahead = ((y * right.Item3) - (z * right.Item2), (z * right.Item1) - (x * right.Item3), (x * right.Item2) - (y * right.Item1));
        return new RigAxes(up, right, ahead, rig.Up is null);
    }

    /// <summary>How far a point is above the world's origin, to the right of it and ahead of it.</summary>
    public (double Height, double Right, double Ahead) Of((double X, double Y, double Z) point) =>
        (Dot(Up.Direction(), point), Dot(Right, point), Dot(Ahead, point));

    private static double Dot((double X, double Y, double Z) a, (double X, double Y, double Z) b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    // Cameras are held upright or tilted down a little: the mean of their upward directions is near the world's.
    private static WorldUp Nearest(IEnumerable<Camera> cameras)
    {
        (double X, double Y, double Z) sum = (0, 0, 0);
        foreach (var place in cameras.Select(camera => camera.Extrinsics).OfType<Extrinsics>())
            sum = (sum.X - place.Rotation[3], sum.Y - place.Rotation[4], sum.Z - place.Rotation[5]);
        return Enum.GetValues<WorldUp>().MaxBy(up => Dot(up.Direction(), sum));
    }
}
