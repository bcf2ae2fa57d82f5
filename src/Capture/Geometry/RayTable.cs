using StreamLift.Poses.Cameras;

namespace StreamLift.Capture.Geometry;

/// <summary>
/// The undistorted rays of a camera's pixels: a table over the image, and one Newton step with its slopes. To 0.001 px the same as
/// <see cref="Camera.Ray"/>, which is asked outside the image, and several times as fast. Immutable and thread-safe.
/// </summary>
internal sealed class RayTable
{
    private const int Cells = 64;

    // Where the table is further off than this, px, its slopes are not those of the lens: the rim of a fisheye lens.
    private const double MostError = 0.1;

    // A step leaves a tenth of the error at most.
    private const double SmallError = 0.001;

    // Keypoints may lie a little outside the image.
    private const double Margin = 0.1;

    private readonly Camera _camera;
    private readonly (double X, double Y)[]? _rays;
    private readonly double _left;
    private readonly double _top;
    private readonly double _width;
    private readonly double _height;

    public RayTable(Camera camera)
    {
        (_camera, var lens) = (camera, camera.Intrinsics);
        (_left, _top) = (-Margin * lens.Width, -Margin * lens.Height);
        (_width, _height) = ((1 + (2 * Margin)) * lens.Width / Cells, (1 + (2 * Margin)) * lens.Height / Cells);
        if (lens.Distortion == (Distortion.None with { Form = lens.Distortion.Form }) && lens.Distortion.Form != DistortionForm.Fisheye)
            return;
        _rays = new (double, double)[(Cells + 1) * (Cells + 1)];
        for (var i = 0; i < _rays.Length; i++)
            _rays[i] = camera.Ray(_left + (i % (Cells + 1) * _width), _top + (i / (Cells + 1) * _height));
    }

    /// <summary>X/Z and Y/Z of a pixel; NaN for a pixel that the lens cannot show.</summary>
    public (double X, double Y) Ray(double pixelX, double pixelY)
    {
        var lens = _camera.Intrinsics;
        if (_rays is null)
            return ((pixelX - lens.Cx) / lens.Fx, (pixelY - lens.Cy) / lens.Fy);
        var (x, y) = ((pixelX - _left) / _width, (pixelY - _top) / _height);
        if (!(x >= 0 && y >= 0 && x < Cells && y < Cells))
            return _camera.Ray(pixelX, pixelY);
        var (column, row) = ((int)x, (int)y);
        (x, y) = (x - column, y - row);
        var at = (row * (Cells + 1)) + column;
        var (a, b, c, d) = (_rays[at], _rays[at + 1], _rays[at + Cells + 1], _rays[at + Cells + 2]);
        // the slopes by a cell's width and height
        var (xByX, yByX) = (((1 - y) * (b.X - a.X)) + (y * (d.X - c.X)), ((1 - y) * (b.Y - a.Y)) + (y * (d.Y - c.Y)));
        var (xByY, yByY) = (((1 - x) * (c.X - a.X)) + (x * (d.X - b.X)), ((1 - x) * (c.Y - a.Y)) + (x * (d.Y - b.Y)));
        var (rayX, rayY) = (a.X + (x * (b.X - a.X)) + (y * xByY), a.Y + (x * (b.Y - a.Y)) + (y * yByY));
        // mostly one step; beside a circle that the lens cannot show the table has no numbers
        for (var error = MostError; ; )
        {
            var (seenX, seenY) = lens.Distortion.Apply(rayX, rayY);
            var (errorX, errorY) = (pixelX - (lens.Fx * seenX) - lens.Cx, pixelY - (lens.Fy * seenY) - lens.Cy);
            if (!(Math.Abs(errorX) + Math.Abs(errorY) < error))
                return _camera.Ray(pixelX, pixelY);
            error = Math.Abs(errorX) + Math.Abs(errorY);
            (errorX, errorY) = (errorX / _width, errorY / _height);
            (rayX, rayY) = (rayX + (errorX * xByX) + (errorY * xByY), rayY + (errorX * yByX) + (errorY * yByY));
            if (error < SmallError)
                return (rayX, rayY);
        }
    }
}
