namespace StreamLift.Datasets;

/// <summary>A metric unit of length.</summary>
/// <param name="Name">The symbol.</param>
/// <param name="Millimetres">The length of the unit, mm.</param>
internal readonly record struct MetricUnit(string Name, double Millimetres)
{
    public static MetricUnit Millimetre { get; } = new("mm", 1);

    public static MetricUnit Centimetre { get; } = new("cm", 10);

    public static MetricUnit Metre { get; } = new("m", 1000);
}
