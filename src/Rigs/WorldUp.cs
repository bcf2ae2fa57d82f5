namespace StreamLift.Rigs;

/// <summary>The axis of a rig's world that points up.</summary>
public enum WorldUp
{
    /// <summary>x.</summary>
    X,

    /// <summary>y.</summary>
    Y,

    /// <summary>z.</summary>
    Z,

    /// <summary>−x.</summary>
    MinusX,

    /// <summary>−y: y points down, as in CMU Panoptic.</summary>
    MinusY,

    /// <summary>−z.</summary>
    MinusZ,
}

/// <summary>Names and directions of <see cref="WorldUp"/>.</summary>
public static class WorldUps
{
    /// <summary>The direction, of length 1.</summary>
    public static (double X, double Y, double Z) Direction(this WorldUp up) =>
        up switch
        {
            WorldUp.X => (1, 0, 0),
            WorldUp.Y => (0, 1, 0),
            WorldUp.Z => (0, 0, 1),
            WorldUp.MinusX => (-1, 0, 0),
            WorldUp.MinusY => (0, -1, 0),
            _ => (0, 0, -1),
        };

    /// <summary>The name in a rig file: x, y, z, -x, -y, -z.</summary>
    public static string Symbol(this WorldUp up) => up.ToString().ToLowerInvariant().Replace("minus", "-", StringComparison.Ordinal);
}
