using StreamLift.Poses.Cameras;

namespace StreamLift.Capture.Geometry;

/// <summary>
/// A calibrated camera at its place in the rig's world: x_camera = R·X_world + t, mm. A camera without extrinsics is the world's origin: R is the identity
/// and t is 0. Immutable and thread-safe.
/// </summary>
public sealed class PlacedCamera
{
    private readonly Point3 _right;
    private readonly Point3 _down;
    private readonly Point3 _away;
    private readonly Point3 _translation;
    private readonly RayTable _rays;

    /// <param name="stream">The stream of its frames.</param>
    /// <param name="camera">Its lens and place.</param>
    public PlacedCamera(string stream, Camera camera)
    {
        (Stream, Camera, _rays) = (stream, camera, new RayTable(camera));
        var (rotation, translation) = (camera.Extrinsics?.Rotation ?? [1, 0, 0, 0, 1, 0, 0, 0, 1], camera.Extrinsics?.Translation ?? [0, 0, 0]);
        _right = new(rotation[0], rotation[1], rotation[2]);
        _down = new(rotation[3], rotation[4], rotation[5]);
        _away = new(rotation[6], rotation[7], rotation[8]);
        _translation = new(translation[0], translation[1], translation[2]);
        Centre = Turn(new(-_translation.X, -_translation.Y, -_translation.Z));
    }

    /// <summary>The stream of its frames.</summary>
    public string Stream { get; }

    /// <summary>Its lens and place.</summary>
    public Camera Camera { get; }

    /// <summary>Its centre of projection in the world, mm.</summary>
    public Point3 Centre { get; }

    /// <summary>The direction of its axis in the world, of length 1.</summary>
    public Point3 Away => _away;

    /// <summary>The direction of the image's rows in the world, of length 1.</summary>
    public Point3 Right => _right;

    /// <summary>The direction of the image's columns in the world, of length 1.</summary>
    public Point3 Down => _down;

    /// <summary>The world's origin in camera axes, mm.</summary>
    public Point3 Translation => _translation;

    /// <summary>A point of the world in camera axes (x right, y down, z away), mm.</summary>
    public Point3 ToCamera(Point3 world) => TurnBack(world) + _translation;

    /// <summary>A point in camera axes in the world, mm.</summary>
    public Point3 ToWorld(Point3 camera) => Turn(camera - _translation);

    /// <summary>A direction in camera axes in those of the world.</summary>
    public Point3 Turn(Point3 camera) => (camera.X * _right) + (camera.Y * _down) + (camera.Z * _away);

    /// <summary>A direction of the world in camera axes.</summary>
    public Point3 TurnBack(Point3 world) => new(_right.Dot(world), _down.Dot(world), _away.Dot(world));

    /// <summary>X/Z and Y/Z of a pixel in camera axes, distortion removed, to 0.001 px; NaN for a pixel that the lens cannot show.</summary>
    public (double X, double Y) Ray(double pixelX, double pixelY) => _rays.Ray(pixelX, pixelY);

    /// <summary>The direction, of length 1, in which a pixel looks into the world, distortion removed; NaN for a pixel that the lens cannot show.</summary>
    public Point3 Direction(double pixelX, double pixelY)
    {
        var (x, y) = _rays.Ray(pixelX, pixelY);
        return Turn(new Point3(x, y, 1).Unit);
    }

    /// <summary>Projects a point of the world to a pixel, distortion included.</summary>
    /// <returns>False where the point is not in front of the camera.</returns>
    public bool TryProject(Point3 world, out double pixelX, out double pixelY)
    {
        var point = ToCamera(world);
        if (point.Z <= 0)
        {
            (pixelX, pixelY) = (double.NaN, double.NaN);
            return false;
        }

        var lens = Camera.Intrinsics;
        var (x, y) = lens.Distortion.Apply(point.X / point.Z, point.Y / point.Z);
        (pixelX, pixelY) = ((lens.Fx * x) + lens.Cx, (lens.Fy * y) + lens.Cy);
        return true;
    }
}
