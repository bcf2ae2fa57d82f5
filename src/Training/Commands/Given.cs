using System.CommandLine.Parsing;
using System.Globalization;

namespace StreamLift.Training.Commands;

/// <summary>What was given to an option, for checks of its own.</summary>
internal static class Given
{
    /// <summary>The number; null where none was given, or something else, of which the parser tells by itself: to ask it for the value would throw.</summary>
    public static T? Number<T>(this OptionResult result)
        where T : struct, ISpanParsable<T> =>
        result.Tokens is [{ Value: var text }] && T.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
