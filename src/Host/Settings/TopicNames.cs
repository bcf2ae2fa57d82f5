using System.Text.RegularExpressions;

namespace StreamLift.Host.Settings;

/// <summary>Lists of topics and patterns as <c>--input</c> takes them.</summary>
internal static partial class TopicNames
{
    /// <summary>The names and patterns of a list. A comma within the braces of a pattern belongs to the pattern.</summary>
    public static IReadOnlyList<string> Split(string list) =>
        [.. Regex.Split(list, @",(?![^{]*\})").Select(name => name.Trim()).Where(name => name.Length > 0)];

    /// <summary>Whether this is a valid topic name.</summary>
    public static bool IsOne(string name) => Legal().IsMatch(name) && name is not ("." or "..");

    /// <summary>Whether a name or pattern matches this topic.</summary>
    public static bool Matches(string nameOrPattern, string topic) =>
        nameOrPattern.StartsWith('^') ? topic.Length > 0 && Regex.IsMatch(topic, nameOrPattern) : nameOrPattern == topic;

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,249}\z")]
    private static partial Regex Legal();
}
