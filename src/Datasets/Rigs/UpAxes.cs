using System.Numerics;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Rigs;

/// <summary>Directions of <see cref="WorldUp"/>, for points in single precision.</summary>
internal static class UpAxes
{
    // of two that are as near, the first: most BVH files have y up
    private static readonly WorldUp[] Usual = [WorldUp.Y, WorldUp.Z, WorldUp.X, WorldUp.MinusY, WorldUp.MinusZ, WorldUp.MinusX];

    /// <summary>The direction, of length 1.</summary>
    public static Vector3 Vector(this WorldUp axis)
    {
        var (x, y, z) = axis.Direction();
        return new Vector3((float)x, (float)y, (float)z);
    }

    /// <summary>The axis nearest to a direction.</summary>
    public static WorldUp Nearest(Vector3 direction) => Usual.MaxBy(axis => Vector3.Dot(axis.Vector(), direction));

    /// <summary>Turns a point so that z is up. It is a rotation, so left stays left.</summary>
    public static Vector3 ToZUp(this WorldUp axis, Vector3 p) =>
        axis switch
        {
            WorldUp.Y => new(p.X, -p.Z, p.Y),
            WorldUp.Z => p,
            WorldUp.X => new(p.Y, p.Z, p.X),
            WorldUp.MinusY => new(p.X, p.Z, -p.Y),
            WorldUp.MinusZ => new(p.X, -p.Y, -p.Z),
            _ => new(p.Z, p.Y, -p.X),
        };
}
