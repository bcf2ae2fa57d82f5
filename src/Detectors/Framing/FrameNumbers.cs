namespace StreamLift.Detectors.Framing;

/// <summary>Finds a frame's number in the name of its image or file.</summary>
public static class FrameNumbers
{
    /// <summary>The last run of digits of a name, not counting its extension: 12 in <c>hall2_000012.jpg</c>.</summary>
    /// <param name="name">A file's name, with or without folders and extension.</param>
    /// <param name="number">The number.</param>
    /// <returns>False when the name has no digit, or a number of more than 18 digits.</returns>
    public static bool TryOf(ReadOnlySpan<char> name, out long number)
    {
        number = 0;
        name = name[(name.LastIndexOfAny('/', '\\') + 1)..];
        var point = name.LastIndexOf('.');
        if (point > 0)
            name = name[..point];
        var end = name.LastIndexOfAnyInRange('0', '9') + 1;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(name[start - 1]))
            start--;
        var digits = name[start..end].TrimStart('0');
        return end > 0 && digits.Length <= 18 && (digits.IsEmpty || long.TryParse(digits, out number));
    }
}
