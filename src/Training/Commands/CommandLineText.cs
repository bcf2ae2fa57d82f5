using System.CommandLine;

namespace StreamLift.Training.Commands;

/// <summary>A command line as a person would type it again.</summary>
internal static class CommandLineText
{
    public static string Of(ParseResult result) =>
        "streamlift " + string.Join(' ', result.Tokens.Select(token => token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value));
}
