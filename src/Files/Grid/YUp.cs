using System.Numerics;
using StreamLift.Rigs;

namespace StreamLift.Files.Grid;

/// <summary>
/// Turns positions into axes with y up, which most motion files have, and back. Always a rotation, so left stays left. A world with z up becomes (y, z, x), as
/// Pose2Sim and OpenSim's tools write it; reading such a file gives back the world of the calibration.
/// </summary>
/// <param name="up">The axis that is up.</param>
public sealed class YUp(WorldUp up)
{
    /// <summary>That of a recording. A camera's y points down.</summary>
    public static YUp Of(MotionSpace space, WorldUp world) => new(space == MotionSpace.Camera ? WorldUp.MinusY : world);

    /// <summary>A position with y up.</summary>
    public Vector3 Turn(Vector3 p) =>
        up switch
        {
            WorldUp.Y => p,
            WorldUp.Z => new(p.Y, p.Z, p.X),
            WorldUp.X => new(p.Z, p.X, p.Y),
            WorldUp.MinusY => new(p.X, -p.Y, -p.Z),
            WorldUp.MinusZ => new(p.X, -p.Z, p.Y),
            _ => new(p.Y, -p.X, p.Z),
        };

    /// <summary>Positions with y up; NaN stays NaN.</summary>
    /// <param name="positions">x, y, z of each.</param>
    /// <param name="into">Receives them; may be the same memory.</param>
    public void Turn(ReadOnlySpan<float> positions, Span<float> into)
    {
        for (var at = 0; at + 2 < positions.Length; at += 3)
            Turn(new Vector3(positions.Slice(at, 3))).CopyTo(into[at..]);
    }

    /// <summary>The position in the axes that <see cref="Turn"/> took it from.</summary>
    public Vector3 Back(Vector3 p) =>
        up switch
        {
            WorldUp.Y => p,
            WorldUp.Z => new(p.Z, p.X, p.Y),
            WorldUp.X => new(p.Y, p.Z, p.X),
            WorldUp.MinusY => new(p.X, -p.Y, -p.Z),
            WorldUp.MinusZ => new(p.X, p.Z, -p.Y),
            _ => new(-p.Y, p.X, p.Z),
        };
}
