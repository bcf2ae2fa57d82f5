using System.Globalization;
using System.Numerics;
using StreamLift.Poses;

namespace StreamLift.Datasets.Acclaim;

/// <summary>The lines of an ASF or AMC file as words. Comments (#) and empty lines are passed over.</summary>
internal sealed class AcclaimLines
{
    private const long Largest = 1L << 30;

    private readonly string[] _lines;
    private int _at;

    public AcclaimLines(string path)
    {
        Bytes = new FileInfo(path).Length;
        if (Bytes > Largest)
            throw new InvalidDataException($"the file has {Bytes:N0} bytes, which is too large");
        _lines = File.ReadAllLines(path);
    }

    /// <summary>The length of the file.</summary>
    public long Bytes { get; }

    /// <summary>The words of the next line; null at the end.</summary>
    public string[]? Next()
    {
        while (_at < _lines.Length)
        {
            var words = _lines[_at++].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && words[0][0] != '#')
                return words;
        }
        return null;
    }

    /// <summary>The words of the next line, if it begins no section.</summary>
    public string[]? NextInSection()
    {
        var before = _at;
        if (Next() is { } words && words[0][0] != ':')
            return words;
        _at = before;
        return null;
    }

    /// <summary>A number among the words of the last line.</summary>
    public float Number(string[] words, int place) =>
        place < words.Length && float.TryParse(words[place], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : throw Error($"a number is missing after '{OneLine.Of(words[0], 40)}'");

    /// <summary>The three numbers after the first word of the last line.</summary>
    public Vector3 Vector(string[] words) => new(Number(words, 1), Number(words, 2), Number(words, 3));

    public InvalidDataException Error(string what) => new($"line {_at}: {what}");
}
