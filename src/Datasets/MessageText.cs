namespace StreamLift.Datasets;

/// <summary>Makes text from a data file safe for a one-line message.</summary>
internal static class MessageText
{
    /// <summary>Shortens the text and replaces control characters, so that a file can't write lines or terminal commands through an error message.</summary>
    public static string Sanitize(string text, int longest = 80)
    {
        var shown = text.Length > longest ? string.Concat(text.AsSpan(0, longest), "…") : text;
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) || from[i] is '\u2028' or '\u2029' ? '?' : from[i];
        });
    }
}
