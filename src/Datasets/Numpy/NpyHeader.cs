using System.Globalization;
using StreamLift.Poses;

namespace StreamLift.Datasets.Numpy;

/// <summary>The header of a .npy file: {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }.</summary>
internal sealed record NpyHeader(NumpyType Type, bool Fortran, int[] Shape)
{
    public static NpyHeader Parse(string text)
    {
        var descr = After(text, "'descr':");
        if (!descr.StartsWith('\'') || descr[1..].IndexOf('\'') is var end && end < 0)
            throw new InvalidDataException("the type in the .npy header is not supported");
        var fortran = After(text, "'fortran_order':");
        var shape = After(text, "'shape':");
        var close = shape.IndexOf(')');
        if (!shape.StartsWith('(') || close < 0)
            throw new InvalidDataException("the .npy header has no shape");
        return new NpyHeader(NumpyType.Parse(descr.Slice(1, end).ToString()), fortran.StartsWith("True"), Lengths(shape[1..close]));
    }

    private static int[] Lengths(ReadOnlySpan<char> inside)
    {
        var lengths = new List<int>();
        foreach (var part in inside.Split(','))
        {
            var one = inside[part].Trim();
            if (one.Length == 0)
                continue;
            if (lengths.Count == 8 || !int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw new InvalidDataException($"the .npy header has the unsupported shape ({OneLine.Of(inside.ToString())})");
            lengths.Add(length);
        }
        return [.. lengths];
    }

    private static ReadOnlySpan<char> After(string text, string key)
    {
        var at = text.IndexOf(key, StringComparison.Ordinal);
        return at >= 0 ? text.AsSpan(at + key.Length).TrimStart() : throw new InvalidDataException($"the .npy header has no {key}");
    }
}
