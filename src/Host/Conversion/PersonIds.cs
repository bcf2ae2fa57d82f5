using System.Globalization;
using StreamLift.Poses;

namespace StreamLift.Host.Conversion;

/// <summary>The value of <c>--person</c>: ids, separated by commas.</summary>
internal static class PersonIds
{
    /// <summary>The ids.</summary>
    /// <exception cref="ConfigurationException">One of them is no whole number, or there is none.</exception>
    public static List<long> Parse(string text)
    {
        var ids = new List<long>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            ids.Add(
                long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
                    ? id
                    : throw new ConfigurationException($"--person {OneLine.Of(text)}: '{OneLine.Of(part, 20)}' is no id, which is a whole number")
            );
        return ids.Count > 0 ? ids : throw new ConfigurationException("--person names no id");
    }
}
