namespace StreamLift.Datasets;

/// <summary>Makes text out of a data file fit to be part of a one-line message.</summary>
internal static class Readable
{
    /// <summary>At most 80 characters, control characters replaced: a file must not write lines, or to the terminal, through an error message.</summary>
    public static string Line(string text)
    {
        var shown = text.Length > 80 ? string.Concat(text.AsSpan(0, 80), "…") : text;
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) || from[i] is '\u2028' or '\u2029' ? '?' : from[i];
        });
    }
}
