using System.Globalization;
using StreamLift.Poses;

namespace StreamLift.Host.Commands;

/// <summary>Converts a flag's number of seconds or milliseconds to the configuration's format of a time.</summary>
internal static class Durations
{
    /// <exception cref="ConfigurationException">Not a number, or a negative one.</exception>
    public static string Parse(string flag, string text, double unitSeconds)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(number >= 0) || number * unitSeconds > 1e6)
            throw new ConfigurationException($"{flag} {text}: not a number of {(unitSeconds < 1 ? "milliseconds" : "seconds")}");
        return TimeSpan.FromSeconds(number * unitSeconds).ToString("c");
    }
}
