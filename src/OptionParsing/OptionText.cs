using System.CommandLine.Parsing;

namespace StreamLift.OptionParsing;

/// <summary>Parses what was given to an option.</summary>
internal static class OptionText
{
    /// <summary>A parser of a text.</summary>
    public delegate bool TryParse<T>(string text, out T value);

    /// <param name="result">What was given.</param>
    /// <param name="name">The option's name.</param>
    /// <param name="tryParse">The parser.</param>
    /// <param name="problem">The error of a text that can't be parsed: "not a number".</param>
    /// <returns>The value; null where the text can't be parsed, with an error added: "--rate x: not a number".</returns>
    public static T? Parse<T>(ArgumentResult result, string name, TryParse<T> tryParse, string problem)
        where T : struct
    {
        if (result.Tokens is [{ Value: var text }] && tryParse(text, out var value))
            return value;
        result.AddError($"{name} {string.Join(' ', result.Tokens.Select(token => token.Value))}: {problem}");
        return null;
    }
}
