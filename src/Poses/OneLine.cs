namespace StreamLift.Poses;

/// <summary>Makes text of a file, a record or a library safe for a one-line message.</summary>
internal static class OneLine
{
    /// <summary>
    /// The text, shortened, with a question mark in the place of each control character, so that it can't write lines or terminal commands through a message.
    /// A surrogate is replaced too: half of a pair is no text.
    /// </summary>
    public static string Of(string text, int longest = 80)
    {
        var shown = text.Length > longest ? string.Concat(text.AsSpan(0, longest), "…") : text;
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) || from[i] is '\u2028' or '\u2029' ? '?' : from[i];
        });
    }
}
