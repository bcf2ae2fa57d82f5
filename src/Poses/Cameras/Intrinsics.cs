using System.Collections.Immutable;
using System.Numerics;

namespace StreamLift.Poses.Cameras;

/// <summary>A camera's lens and sensor: image = f·d + c, d the distorted ray. All in px, origin top left.</summary>
public sealed record Intrinsics(int Width, int Height, double Fx, double Fy, double Cx, double Cy, Distortion Distortion)
{
    /// <summary>The lens that shows the mirrored scene (x with the other sign) as the mirrored image.</summary>
    public Intrinsics Mirrored() => this with { Cx = Width - Cx, Distortion = Distortion with { P2 = -Distortion.P2 } };
}

/// <summary>The position and orientation of a camera: x_camera = R·X_world + t.</summary>
public sealed record Extrinsics(ImmutableArray<double> Rotation, ImmutableArray<double> Translation)
{
    /// <summary>R, 9 numbers, row by row.</summary>
    public ImmutableArray<double> Rotation { get; } =
        Rotation.Length == 9 ? Rotation : throw new ArgumentException("a rotation has 9 numbers", nameof(Rotation));

    /// <summary>t, 3 numbers, mm.</summary>
    public ImmutableArray<double> Translation { get; } =
        Translation.Length == 3 ? Translation : throw new ArgumentException("a translation has 3 numbers", nameof(Translation));

    /// <summary>An upright camera at one point of the world that looks at another; z up, mm.</summary>
    /// <param name="at">The position of the camera; not straight above or below <paramref name="target"/>.</param>
    /// <param name="target">The point on the axis of the camera.</param>
    public static Extrinsics LookingAt(Vector3 at, Vector3 target)
    {
        var away = Vector3.Normalize(target - at);
        var right = Vector3.Normalize(Vector3.Cross(away, Vector3.UnitZ));
        var down = Vector3.Cross(away, right);
        return new Extrinsics(
            [right.X, right.Y, right.Z, down.X, down.Y, down.Z, away.X, away.Y, away.Z],
            [-Vector3.Dot(right, at), -Vector3.Dot(down, at), -Vector3.Dot(away, at)]
        );
    }
}
