using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using StreamLift.Poses;

namespace StreamLift.Training.Commands;

/// <summary>What was given to an option, for checks of its own.</summary>
internal static class OptionResultExtensions
{
    /// <summary>The number; null where none was given, or something else, of which the parser tells by itself: to ask it for the value would throw.</summary>
    public static T? Number<T>(this OptionResult result)
        where T : struct, ISpanParsable<T> =>
        result.Tokens is [{ Value: var text }] && T.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What is wrong, each thing as a line.</summary>
    public static IReadOnlyList<string> Problems(this ParseResult parsed) =>
        [
            .. parsed.Errors.Select(error =>
                error.SymbolResult is OptionResult { Tokens: [{ Value: var value }], Option: { } option }
                    ? OptionErrors.InWords(error.Message, option.Name, value, option.ValueType)
                    : error.Message
            ),
        ];
}
