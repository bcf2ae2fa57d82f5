using System.Globalization;

namespace StreamLift.Host;

/// <summary>A number and what it counts, for messages: "1 frame", "1,200 frames".</summary>
internal static class Counted
{
    /// <summary>The number with the noun in the singular or plural.</summary>
    /// <param name="number">How many.</param>
    /// <param name="noun">The singular; its plural ends in s.</param>
    /// <param name="format">The number's format, as of <see cref="long.ToString(string?, IFormatProvider?)"/>.</param>
    public static string Of(long number, string noun, string format = "N0") =>
        $"{number.ToString(format, CultureInfo.InvariantCulture)} {noun}{(number == 1 ? "" : "s")}";
}
