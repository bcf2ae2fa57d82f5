using System.Collections.Immutable;
using System.Globalization;

namespace StreamLift.Datasets.Rigs;

/// <summary>A unit of length of recorded motion.</summary>
/// <param name="Name">Its name on the command line: <c>cm</c>.</param>
/// <param name="Millimetres">Its length, mm.</param>
public readonly record struct LengthUnit(string Name, double Millimetres)
{
    /// <summary>
    /// The units that motion files come in, the most frequent first. <c>cmu</c> is the unit of CMU's ASF files and of the BVH files made from them: an inch
    /// divided by 0.45 (mocap.cs.cmu.edu, "the scale of the skeleton").
    /// </summary>
    public static ImmutableArray<LengthUnit> Known { get; } =
    [new("cm", 10), new("m", 1000), new("mm", 1), new("in", 25.4), new("cmu", 25.4 / 0.45), new("ft", 304.8), new("dm", 100)];

    /// <summary>mm.</summary>
    public static LengthUnit Millimetre { get; } = new("mm", 1);

    /// <summary>cm.</summary>
    public static LengthUnit Centimetre { get; } = new("cm", 10);

    /// <summary>m.</summary>
    public static LengthUnit Metre { get; } = new("m", 1000);

    /// <summary>The names of <see cref="Known"/>, for help and errors.</summary>
    public static string Names => string.Join(", ", Known.Select(unit => unit.Name));

    /// <summary>Parses a name of <see cref="Known"/> or a number of millimetres.</summary>
    /// <param name="text">Such as "cm" or "21.5".</param>
    /// <param name="unit">The unit.</param>
    /// <returns>Whether the text is either.</returns>
    public static bool TryParse(string text, out LengthUnit unit)
    {
        unit = Known.FirstOrDefault(known => known.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (unit.Name is not null)
            return true;
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var millimetres);
        unit = Of(millimetres);
        return isNumber && millimetres is > 0 and < 1e9;
    }

    /// <summary>A unit of this many millimetres.</summary>
    public static LengthUnit Of(double millimetres) => new(string.Create(CultureInfo.InvariantCulture, $"{millimetres:G4} mm a unit"), millimetres);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
