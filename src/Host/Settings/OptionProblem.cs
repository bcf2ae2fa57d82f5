using System.Text.RegularExpressions;
using StreamLift.Host.Commands;

namespace StreamLift.Host.Settings;

/// <summary>The framework's words about a wrong setting, as one line for a person.</summary>
internal static partial class OptionProblem
{
    /// <summary>An attribute's complaint.</summary>
    public static string Clean(string failure)
    {
        var match = Annotation().Match(failure);
        return match.Success ? match.Groups["error"].Value : failure;
    }

    /// <summary>A value of the wrong kind: the setting's path, the value, and what it should be.</summary>
    public static string NotConvertible(InvalidOperationException exception)
    {
        var match = Conversion().Match(exception.Message);
        if (!match.Success)
            return exception.Message;
        var key = match.Groups["path"].Value;
        var flag = RunOptions.FlagOf(key);
        var (setting, wanted) = match.Groups["type"].Value switch
        {
            var type when Choices(type) is { Length: > 0 } names => (
                flag?.Name ?? key,
                "one of " + (flag?.Values.Replace("|", ", ", StringComparison.Ordinal) ?? string.Join(", ", names))
            ),
            "System.Int32" => (flag?.Name ?? key, $"a whole number up to {int.MaxValue}"),
            "System.Boolean" => (key, "true or false"),
            _ => (key, "a time such as 00:00:30"), // a flag takes a number: this came from the file or the environment
        };
        return $"{setting} {match.Groups["value"].Value}: not {wanted}";
    }

    private static string[] Choices(string type) =>
        AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.FullName!.StartsWith("StreamLift", StringComparison.Ordinal))
            .Select(assembly => assembly.GetType(type))
            .FirstOrDefault(found => found is { IsEnum: true })
            is { } choices
            ? Enum.GetNames(choices)
            : [];

    [GeneratedRegex("^DataAnnotation validation failed for '.*?' members: '.*?' with the error: '(?<error>.*)'\\.$", RegexOptions.Singleline)]
    private static partial Regex Annotation();

    [GeneratedRegex("Failed to convert configuration value '(?<value>.*)' at '(?<path>.*)' to type '(?:System.Nullable`1\\[)?(?<type>[A-Za-z0-9_.]+)")]
    private static partial Regex Conversion();
}
