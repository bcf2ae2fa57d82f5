using System.CommandLine.Parsing;
using System.Globalization;

namespace StreamLift.Training.Commands;

/// <summary>Helpers for the validation of command line options.</summary>
internal static class OptionResultExtensions
{
    /// <summary>
    /// The value as a number. Null: the option has no value, or its value is not a number. In the second case the parser reports the error itself,
    /// and asking it for the value would throw.
    /// </summary>
    public static T? Number<T>(this OptionResult result)
        where T : struct, ISpanParsable<T> =>
        result.Tokens is [{ Value: var text }] && T.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
