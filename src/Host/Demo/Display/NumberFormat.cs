using System.Globalization;

namespace StreamLift.Host.Demo.Display;

/// <summary>Formats the demo's numbers; "-" if nothing was measured.</summary>
internal static class NumberFormat
{
    /// <summary>With a number of decimals and separated thousands.</summary>
    public static string Of(double value, int decimals) => double.IsNaN(value) ? "-" : value.ToString($"N{decimals}", CultureInfo.InvariantCulture);

    /// <summary>A count per second.</summary>
    public static string Rate(long count, double seconds) => Of(seconds > 0 ? count / seconds : double.NaN, 0);

    /// <summary>Milliseconds, with more decimals for smaller values.</summary>
    public static string Milliseconds(double value) =>
        Of(
            value,
            value < 9.995 ? 2
                : value < 99.95 ? 1
                : 0
        );
}
