using System.CommandLine;

namespace StreamLift.Training.Commands;

/// <summary>Formats the command line so that it can be pasted into a shell.</summary>
internal static class CommandLineText
{
    public static string Of(ParseResult result) =>
        "streamlift " + string.Join(' ', result.Tokens.Select(token => token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value));
}
