using System.Numerics;
using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Residuals;

/// <summary>What one camera saw of a joint that moves.</summary>
/// <param name="Camera">The camera's index in the rig.</param>
/// <param name="RowX">By how much x changes with the joint's place in the world, px/mm.</param>
/// <param name="RowY">The same of y.</param>
/// <param name="Velocity">The joint's velocity in the world, mm/ms.</param>
/// <param name="ErrorX">Seen less projected x, px.</param>
/// <param name="ErrorY">Seen less projected y, px.</param>
/// <param name="Weight">1/px².</param>
internal readonly record struct JointView(int Camera, Point3 RowX, Point3 RowY, Point3 Velocity, double ErrorX, double ErrorY, double Weight)
{
    private double SpeedX => RowX.Dot(Velocity);

    private double SpeedY => RowY.Dot(Velocity);

    /// <summary>The squared velocity in the image, px²/ms².</summary>
    public double Speed2 => (SpeedX * SpeedX) + (SpeedY * SpeedY);

    /// <summary>The velocity in the image times the error, px²/ms.</summary>
    public double SpeedTimesError => (SpeedX * ErrorX) + (SpeedY * ErrorY);

    /// <summary>Weight times the derivatives by the place times that by the offset, 1/(mm·ms).</summary>
    public Point3 Share => Weight * ((SpeedX * RowX) + (SpeedY * RowY));

    /// <summary>The error that is left if the camera's clock is ahead by some ms, px.</summary>
    public (double X, double Y) ErrorWith(double ms) => (ErrorX + (SpeedX * ms), ErrorY + (SpeedY * ms));

    /// <summary>A camera's view of a joint, of weight 1, without the bend of the lens: it changes the velocity by some percent.</summary>
    public static JointView Of(PlacedCamera camera, int index, Point3 place, Point3 velocity, Vector2 error)
    {
        var (lens, point) = (camera.Camera.Intrinsics, camera.ToCamera(place));
        var rowX = camera.Turn((lens.Fx / point.Z) * new Point3(1, 0, -point.X / point.Z));
        var rowY = camera.Turn((lens.Fy / point.Z) * new Point3(0, 1, -point.Y / point.Z));
        return new JointView(index, rowX, rowY, velocity, error.X, error.Y, 1);
    }
}
