using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs;

/// <summary>Where a camera is in its world, mm.</summary>
/// <param name="Centre">Its centre of projection.</param>
/// <param name="Away">The direction of its axis, of length 1.</param>
/// <param name="Right">The direction of its image's x axis, of length 1.</param>
public readonly record struct CameraPlace((double X, double Y, double Z) Centre, (double X, double Y, double Z) Away, (double X, double Y, double Z) Right)
{
    /// <summary>The place of a camera; without extrinsics it is the world's origin.</summary>
    public static CameraPlace Of(Camera camera)
    {
        if (camera.Extrinsics is not { } place)
            return new((0, 0, 0), (0, 0, 1), (1, 0, 0));
        var (r, t) = (place.Rotation, place.Translation);
        double Back(int axis) => -((r[axis] * t[0]) + (r[3 + axis] * t[1]) + (r[6 + axis] * t[2]));
        return new((Back(0), Back(1), Back(2)), (r[6], r[7], r[8]), (r[0], r[1], r[2]));
    }

    /// <summary>The distance of two points.</summary>
    public static double Distance((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)) + ((a.Z - b.Z) * (a.Z - b.Z)));
}
