using System.Globalization;

namespace StreamLift.Host.Demo;

/// <summary>Numbers as the demo writes them; "-" where nothing was measured.</summary>
internal static class NumberFormat
{
    /// <summary>With a number of decimals and thousands set apart.</summary>
    public static string Of(double value, int decimals) => double.IsNaN(value) ? "-" : value.ToString($"N{decimals}", CultureInfo.InvariantCulture);

    /// <summary>So many in so many seconds, a second.</summary>
    public static string Rate(long count, double seconds) => Of(seconds > 0 ? count / seconds : double.NaN, 0);

    /// <summary>Milliseconds: a decimal more where they are few.</summary>
    public static string Milliseconds(double value) =>
        Of(
            value,
            value < 9.995 ? 2
                : value < 99.95 ? 1
                : 0
        );
}
