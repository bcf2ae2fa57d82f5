using StreamLift.Tests;

namespace StreamLift.Poses.Tests;

/// <summary>Examples in docs are loaded by tests, so that they stay true.</summary>
internal static class Documentation
{
    /// <summary>The one JSON example of a page.</summary>
    public static string Example(string page)
    {
        var text = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", page));
        var start = text.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
