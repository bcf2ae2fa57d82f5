namespace StreamLift.Datasets;

/// <summary>Compares text such that a number at the end counts as a number: S5, S9, S11; Walking, Walking 2, Walking 10.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (xHead, xTail) = Split(x ?? "");
        var (yHead, yTail) = Split(y ?? "");
        var byHead = string.CompareOrdinal(xHead, yHead);
        return byHead != 0 ? byHead
            : xTail != yTail ? xTail.CompareTo(yTail)
            : string.CompareOrdinal(x, y);
    }

    private static (string Head, long Tail) Split(string text)
    {
        var head = text.TrimEnd("0123456789".ToCharArray());
        return (head.TrimEnd(), long.TryParse(text.AsSpan(head.Length), out var tail) ? tail : -1);
    }
}
