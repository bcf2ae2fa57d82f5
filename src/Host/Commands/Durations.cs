using System.Globalization;
using StreamLift.Poses;

namespace StreamLift.Host.Commands;

/// <summary>A flag's number of seconds or milliseconds as the configuration writes a time.</summary>
internal static class Durations
{
    /// <exception cref="ConfigurationException">It is no number, or a negative one.</exception>
    public static string Parse(string flag, string text, double unitSeconds)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(number >= 0) || number * unitSeconds > 1e6)
            throw new ConfigurationException($"{flag} {text}: not a number of {(unitSeconds < 1 ? "milliseconds" : "seconds")}");
        return TimeSpan.FromSeconds(number * unitSeconds).ToString("c");
    }
}
