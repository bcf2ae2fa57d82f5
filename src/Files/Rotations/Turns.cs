using System.Numerics;

namespace StreamLift.Files.Rotations;

/// <summary>Rotations from directions.</summary>
internal static class Turns
{
    private const float Tiny = 1e-6f;

    /// <summary>The rotation that takes +x to <paramref name="x"/> and +y as near as possible to <paramref name="y"/>. NaN gives NaN.</summary>
    public static Quaternion Basis(Vector3 x, Vector3 y)
    {
        var right = Vector3.Normalize(x);
        var ahead = Across(Vector3.Cross(right, y), right);
        return Of(right, Vector3.Cross(ahead, right), ahead);
    }

    /// <summary>The rotation that takes +y to <paramref name="y"/> and +x as near as possible to <paramref name="x"/>.</summary>
    public static Quaternion BasisAlong(Vector3 y, Vector3 x)
    {
        var up = Vector3.Normalize(y);
        var ahead = Across(Vector3.Cross(x, up), up);
        return Of(Vector3.Cross(up, ahead), up, ahead);
    }

    /// <summary>The shortest rotation that takes a direction to another one. Both have length 1.</summary>
    public static Quaternion Swing(Vector3 from, Vector3 to)
    {
        var cos = Vector3.Dot(from, to);
        if (cos < -1 + Tiny)
        {
            // half a turn about any axis across
            var axis = MathF.Abs(from.Y) < 0.9f ? Vector3.Cross(from, Vector3.UnitY) : Vector3.Cross(from, Vector3.UnitX);
            return Quaternion.CreateFromAxisAngle(Vector3.Normalize(axis), MathF.PI);
        }
        return Quaternion.Normalize(new Quaternion(Vector3.Cross(from, to), 1 + cos));
    }

    public static bool IsFinite(Vector3 v) => float.IsFinite(v.X + v.Y + v.Z);

    // a direction across another one, also where both are parallel
    private static Vector3 Across(Vector3 direction, Vector3 axis)
    {
        if (direction.LengthSquared() < Tiny)
            direction = Vector3.Cross(axis, MathF.Abs(axis.Z) < 0.9f ? Vector3.UnitZ : Vector3.UnitX);
        return Vector3.Normalize(direction);
    }

    private static Quaternion Of(Vector3 x, Vector3 y, Vector3 z) =>
        Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new Matrix4x4(x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, 0, 0, 0, 1)));
}
