using System.Globalization;

namespace StreamLift.Capture.Geometry;

/// <summary>A point or a direction in three dimensions, in double: world coordinates of several metres in mm, squared, are beyond a float.</summary>
public readonly record struct Point3(double X, double Y, double Z)
{
    /// <summary>The length.</summary>
    public double Length => Math.Sqrt(Dot(this));

    /// <summary>The same direction with length 1.</summary>
    public Point3 Unit => this / Length;

    /// <summary>The sum.</summary>
    public static Point3 operator +(Point3 a, Point3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>The difference.</summary>
    public static Point3 operator -(Point3 a, Point3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>The multiple.</summary>
    public static Point3 operator *(double factor, Point3 a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    /// <summary>The quotient.</summary>
    public static Point3 operator /(Point3 a, double divisor) => new(a.X / divisor, a.Y / divisor, a.Z / divisor);

    /// <summary>The scalar product.</summary>
    public double Dot(Point3 other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>The vector product.</summary>
    public Point3 Cross(Point3 other) => new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    /// <summary>The distance to another point.</summary>
    public double To(Point3 other) => (this - other).Length;

    /// <summary>The point at an index of a list of x, y, z.</summary>
    public static Point3 Of(ReadOnlySpan<float> points, int index) => new(points[3 * index], points[(3 * index) + 1], points[(3 * index) + 2]);

    /// <summary>Writes the point to an index of a list of x, y, z.</summary>
    public void Write(Span<float> points, int index) => (points[3 * index], points[(3 * index) + 1], points[(3 * index) + 2]) = ((float)X, (float)Y, (float)Z);

    /// <summary>x, y, z; the generated text would have that of <see cref="Unit"/> in it, and this one's again, without end.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({X:0.###}, {Y:0.###}, {Z:0.###})");
}
