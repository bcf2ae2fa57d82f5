using System.Globalization;
using System.Text.RegularExpressions;

namespace StreamLift.Containers.Tests;

/// <summary>What <c>produce</c> says at its end.</summary>
internal static partial class SentFrames
{
    /// <summary>How many frames of the four cameras it sent, all acknowledged.</summary>
    public static int In(string log)
    {
        var line = Line().Match(log);
        Assert.True(line.Success, log);
        return int.Parse(line.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("sent ([0-9,]+) frames of 4 streams in .* all acknowledged")]
    private static partial Regex Line();
}
