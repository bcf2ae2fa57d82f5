using StreamLift.Poses.Cameras;

namespace StreamLift.Host.Calibration;

/// <summary>How much a camera sees.</summary>
internal static class FieldOfView
{
    /// <summary>The angles that its image spans across and upright, distortion included, in degrees.</summary>
    public static (double Across, double Upright) Of(Intrinsics lens)
    {
        var (left, right) = Edges(lens);
        var (top, bottom) = (Angle(lens, lens.Cx, 0).Upright, Angle(lens, lens.Cx, lens.Height).Upright);
        return ((right - left) * 180 / Math.PI, (bottom - top) * 180 / Math.PI);
    }

    /// <summary>The angles of the left and the right edge of the image from the axis, in radians; the left one is negative.</summary>
    public static (double Left, double Right) Edges(Intrinsics lens) => (Angle(lens, 0, lens.Cy).Across, Angle(lens, lens.Width, lens.Cy).Across);

    // Of a pixel that the lens cannot show by its coefficients, the undistorted angle.
    private static (double Across, double Upright) Angle(Intrinsics lens, double x, double y)
    {
        var (distortedX, distortedY) = ((x - lens.Cx) / lens.Fx, (y - lens.Cy) / lens.Fy);
        var (rayX, rayY) = lens.Distortion.Remove(distortedX, distortedY);
        return double.IsNaN(rayX) ? (Math.Atan(distortedX), Math.Atan(distortedY)) : (Math.Atan(rayX), Math.Atan(rayY));
    }
}
