namespace StreamLift.Poses;

/// <summary>A camera's lens and sensor: image = f·d + c, d the distorted ray. All in px, origin top left.</summary>
public sealed record Intrinsics(int Width, int Height, double Fx, double Fy, double Cx, double Cy, Distortion Distortion)
{
    /// <summary>The lens that sees the mirrored scene (x changes sign) as the mirrored image.</summary>
    public Intrinsics Mirrored() => this with { Cx = Width - Cx, Distortion = Distortion with { P2 = -Distortion.P2 } };
}
