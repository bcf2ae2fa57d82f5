using System.Numerics;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.Scenes;

/// <summary>The place that the cameras of a rig look at together.</summary>
internal static class CommonView
{
    /// <summary>The point of the floor with the least squared distance to the cameras' axes, seen from above, mm.</summary>
    /// <remarks>Of parallel axes, the point that is 3 m before the cameras' mean place.</remarks>
    public static Vector2 Of(IReadOnlyList<Camera> cameras)
    {
        double xx = 0,
            xy = 0,
            yy = 0,
            bx = 0,
            by = 0;
        Vector2 place = default,
            direction = default;
        foreach (var camera in cameras)
        {
            var (r, t) = (camera.Extrinsics!.Rotation, camera.Extrinsics.Translation);
            var at = new Vector2(Centre(0), Centre(1));
            var axis = Vector2.Normalize(new Vector2((float)r[6], (float)r[7]));
            if (!float.IsFinite(axis.X)) // looks straight down
                axis = default;
            (place, direction) = (place + at, direction + axis);
            var (a, b, c) = (1 - (axis.X * axis.X), -axis.X * axis.Y, 1 - (axis.Y * axis.Y));
            (xx, xy, yy) = (xx + a, xy + b, yy + c);
            (bx, by) = (bx + (a * at.X) + (b * at.Y), by + (b * at.X) + (c * at.Y));

            float Centre(int column) => (float)-((r[column] * t[0]) + (r[3 + column] * t[1]) + (r[6 + column] * t[2]));
        }
        var determinant = (xx * yy) - (xy * xy);
        if (determinant > 0.05)
            return new((float)(((yy * bx) - (xy * by)) / determinant), (float)(((xx * by) - (xy * bx)) / determinant));
        var ahead = direction.Length() > 1e-3f ? 3000 * Vector2.Normalize(direction) : default;
        return (place / cameras.Count) + ahead;
    }
}
