namespace StreamLift.Rigs;

/// <summary>The unit of a calibration file's translations.</summary>
public enum RigUnit
{
    /// <summary>mm.</summary>
    Millimetre = 1,

    /// <summary>cm.</summary>
    Centimetre = 10,

    /// <summary>m.</summary>
    Metre = 1000,
}

/// <summary>Names and lengths of <see cref="RigUnit"/>.</summary>
public static class RigUnits
{
    /// <summary>The length of the unit, mm.</summary>
    public static double Millimetres(this RigUnit unit) => (double)unit;

    /// <summary>The symbol, as in a rig file: mm, cm, m.</summary>
    public static string Symbol(this RigUnit unit) =>
        unit switch
        {
            RigUnit.Millimetre => "mm",
            RigUnit.Centimetre => "cm",
            _ => "m",
        };
}
