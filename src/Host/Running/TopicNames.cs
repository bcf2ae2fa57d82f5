using System.Text.RegularExpressions;

namespace StreamLift.Host.Running;

/// <summary>Lists of topics and patterns as <c>--input</c> takes them.</summary>
internal static class TopicNames
{
    /// <summary>The names and patterns in a list. A comma within a pattern's braces is the pattern's own.</summary>
    public static IReadOnlyList<string> Split(string list) =>
        [.. Regex.Split(list, @",(?![^{]*\})").Select(name => name.Trim()).Where(name => name.Length > 0)];

    /// <summary>Whether a name or pattern means this topic.</summary>
    public static bool Matches(string nameOrPattern, string topic) =>
        nameOrPattern.StartsWith('^') ? topic.Length > 0 && Regex.IsMatch(topic, nameOrPattern) : nameOrPattern == topic;
}
