namespace StreamLift.Rigs;

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

    /// <summary>Parses a name, in either case; +x is x.</summary>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, out WorldUp up)
    {
        foreach (var axis in Enum.GetValues<WorldUp>())
            if (axis.Symbol().Equals(text.TrimStart('+'), StringComparison.OrdinalIgnoreCase))
            {
                up = axis;
                return true;
            }

        up = default;
        return false;
    }
}
