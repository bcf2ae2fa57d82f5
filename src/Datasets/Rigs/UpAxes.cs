using System.Numerics;

namespace StreamLift.Datasets.Rigs;

/// <summary>Names and directions of <see cref="UpAxis"/>.</summary>
internal static class UpAxes
{
    private static readonly (UpAxis Axis, string Name, Vector3 Direction)[] All =
    [
        (UpAxis.Y, "y", Vector3.UnitY),
        (UpAxis.Z, "z", Vector3.UnitZ),
        (UpAxis.X, "x", Vector3.UnitX),
        (UpAxis.MinusY, "-y", -Vector3.UnitY),
        (UpAxis.MinusZ, "-z", -Vector3.UnitZ),
        (UpAxis.MinusX, "-x", -Vector3.UnitX),
    ];

    public static string Name(this UpAxis axis) => All[(int)axis].Name;

    public static Vector3 Direction(this UpAxis axis) => All[(int)axis].Direction;

    public static bool TryParse(string text, out UpAxis axis)
    {
        var found = Array.FindIndex(All, one => one.Name.Equals(text.TrimStart('+'), StringComparison.OrdinalIgnoreCase));
        axis = found < 0 ? default : All[found].Axis;
        return found >= 0;
    }

    /// <summary>The axis nearest to a direction.</summary>
    public static UpAxis Nearest(Vector3 direction) => All.MaxBy(one => Vector3.Dot(one.Direction, direction)).Axis;

    /// <summary>Turns a point so that z is up. It is a rotation, so left stays left.</summary>
    public static Vector3 ToZUp(this UpAxis axis, Vector3 p) =>
        axis switch
        {
            UpAxis.Y => new(p.X, -p.Z, p.Y),
            UpAxis.Z => p,
            UpAxis.X => new(p.Y, p.Z, p.X),
            UpAxis.MinusY => new(p.X, p.Z, -p.Y),
            UpAxis.MinusZ => new(p.X, -p.Y, -p.Z),
            _ => new(p.Z, p.Y, -p.X),
        };
}
