namespace StreamLift.Poses.Cameras;

/// <summary>
/// The rotation of a virtual camera in its place, so that a given point lies on its axis: first about its down axis, then about its right axis, which keeps
/// upright lines upright. The features of a person then do not depend on the position in the image.
/// </summary>
public readonly struct CameraRotation
{
    // The axes of the rotated camera in those of the camera: right, down and away.
    private readonly float _rightX;
    private readonly float _rightZ;
    private readonly float _awayX;
    private readonly float _awayY;
    private readonly float _awayZ;

    private CameraRotation(double x, double y, double z)
    {
        var (level, length) = (Math.Sqrt((x * x) + (z * z)), Math.Sqrt((x * x) + (y * y) + (z * z)));
        (_rightX, _rightZ) = ((float)(z / level), (float)(-x / level));
        (_awayX, _awayY, _awayZ) = ((float)(x / length), (float)(y / length), (float)(z / length));
    }

    /// <summary>No rotation.</summary>
    public static CameraRotation None { get; } = new(0, 0, 1);

    /// <summary>The rotation that brings a point in front of the camera (z &gt; 0) onto its axis.</summary>
    public static CameraRotation Towards(double x, double y, double z) => new(x, y, z);

    // right and away are orthonormal; down is away × right.
    private float DownX => _awayY * _rightZ;

    private float DownY => (_awayZ * _rightX) - (_awayX * _rightZ);

    private float DownZ => -_awayY * _rightX;

    /// <summary>Converts points from camera axes to those of the rotated camera, in place. Allocates nothing.</summary>
    /// <param name="points">x, y, z of each: 3·n.</param>
    public void Apply(Span<float> points)
    {
        var (downX, downY, downZ) = (DownX, DownY, DownZ);
        for (var i = 0; i + 2 < points.Length; i += 3)
        {
            var (x, y, z) = (points[i], points[i + 1], points[i + 2]);
            points[i] = (_rightX * x) + (_rightZ * z);
            points[i + 1] = (downX * x) + (downY * y) + (downZ * z);
            points[i + 2] = (_awayX * x) + (_awayY * y) + (_awayZ * z);
        }
    }

    /// <summary>Converts points from the axes of the rotated camera back to camera axes, in place. Allocates nothing.</summary>
    /// <param name="points">x, y, z of each: 3·n.</param>
    public void Undo(Span<float> points)
    {
        var (downX, downY, downZ) = (DownX, DownY, DownZ);
        for (var i = 0; i + 2 < points.Length; i += 3)
        {
            var (x, y, z) = (points[i], points[i + 1], points[i + 2]);
            points[i] = (_rightX * x) + (downX * y) + (_awayX * z);
            points[i + 1] = (downY * y) + (_awayY * z);
            points[i + 2] = (_rightZ * x) + (downZ * y) + (_awayZ * z);
        }
    }
}
