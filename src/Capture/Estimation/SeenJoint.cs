using System.Runtime.CompilerServices;
using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Estimation;

/// <summary>
/// A joint as one camera saw it, as two equations that are linear in its position: A·X = a and B·X = b hold for all points of the ray. The error in pixels is
/// that of the equations times the focal length over the depth.
/// </summary>
internal readonly struct SeenJoint
{
    private readonly Point3 _a;
    private readonly Point3 _b;
    private readonly double _sideA;
    private readonly double _sideB;
    private readonly double _shift;
    private readonly double _focal;
    private readonly Point3 _away;

    /// <param name="camera">The camera.</param>
    /// <param name="x">X/Z of the ray.</param>
    /// <param name="y">Y/Z of the ray.</param>
    /// <param name="weight">How much the joint counts by its score; above 0.</param>
    public SeenJoint(PlacedCamera camera, double x, double y, double weight)
    {
        var (lens, shift) = (camera.Camera.Intrinsics, camera.Translation);
        (X, Y) = (x, y);
        (Weight, _focal, _away, _shift) = (weight, Math.Sqrt(lens.Fx * lens.Fy), camera.Away, shift.Z);
        (_a, _b) = (camera.Right - (x * camera.Away), camera.Down - (y * camera.Away));
        (_sideA, _sideB) = ((x * shift.Z) - shift.X, (y * shift.Z) - shift.Y);
        Matrix = Symmetric3.Outer(_a, 1) + Symmetric3.Outer(_b, 1);
        Side = (_sideA * _a) + (_sideB * _b);
    }

    /// <summary>X/Z of the ray in camera axes.</summary>
    public double X { get; }

    /// <summary>Y/Z of the ray in camera axes.</summary>
    public double Y { get; }

    /// <summary>How much the joint counts by its score; 0: not seen.</summary>
    public double Weight { get; }

    /// <summary>Whether the camera saw it.</summary>
    public bool IsSeen => Weight > 0;

    /// <summary>A·Aᵀ + B·Bᵀ.</summary>
    public Symmetric3 Matrix { get; }

    /// <summary>A·a + B·b.</summary>
    public Point3 Side { get; }

    /// <summary>What turns the errors of the equations into pixels at a point: the focal length over its depth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Pixels(Point3 at) => _focal / Math.Max(LeastDepth, _away.Dot(at) + _shift);

    /// <summary>The squared distance between a point's projection and where the joint was seen, px².</summary>
    /// <param name="at">The point.</param>
    /// <param name="pixels">Its <see cref="Pixels"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Squared(Point3 at, double pixels)
    {
        var (x, y) = (_a.Dot(at) - _sideA, _b.Dot(at) - _sideB);
        return pixels * pixels * ((x * x) + (y * y));
    }

    /// <summary>The squared distance between a point's projection and where the joint was seen, px².</summary>
    public double Squared(Point3 at) => Squared(at, Pixels(at));

    /// <summary>
    /// The equations of the projected instead of the seen pixel, about a point: those of the ray multiply the depth by a pixel with noise, which draws a
    /// person whom one camera sees towards it.
    /// </summary>
    /// <param name="at">The point.</param>
    /// <param name="weight">What the equations are multiplied by.</param>
    /// <param name="information">Receives the sum of both.</param>
    /// <param name="side">Receives the right sides.</param>
    public void Add(Point3 at, double weight, ref Symmetric3 information, ref Point3 side)
    {
        var depth = Math.Max(LeastDepth, _away.Dot(at) + _shift);
        var (errorA, errorB) = (_a.Dot(at) - _sideA, _b.Dot(at) - _sideB);
        var (a, b) = (_a - ((errorA / depth) * _away), _b - ((errorB / depth) * _away));
        information += Symmetric3.Outer(a, weight) + Symmetric3.Outer(b, weight);
        side += (weight * (a.Dot(at) - errorA) * a) + (weight * (b.Dot(at) - errorB) * b);
    }

    // Nearer, and behind the camera, a point has no projection.
    private const double LeastDepth = 100;
}
