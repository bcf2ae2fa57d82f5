namespace StreamLift.Rigs.Documents;

/// <summary>Makes text of a library or a file safe for a one-line message.</summary>
internal static class OneLine
{
    private const int Longest = 200;

    /// <summary>The text without control characters, shortened.</summary>
    public static string Of(string text)
    {
        var shown = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
        return string.Concat(shown.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));
    }
}
