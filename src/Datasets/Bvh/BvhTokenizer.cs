using System.Buffers.Text;
using System.Text;

namespace StreamLift.Datasets.Bvh;

/// <summary>Splits a BVH file into tokens, and tracks the line number for error messages.</summary>
internal sealed class BvhTokenizer(byte[] file)
{
    private int _at;

    public int Line { get; private set; } = 1;

    /// <summary>The number of remaining bytes.</summary>
    public int Left => file.Length - _at;

    public bool HasMore
    {
        get
        {
            for (; _at < file.Length && file[_at] <= ' '; _at++)
                Line += file[_at] == '\n' ? 1 : 0;
            return _at < file.Length;
        }
    }

    /// <summary>The next token. A brace is a token. Empty at the end of the file.</summary>
    public ReadOnlySpan<byte> Word()
    {
        if (!HasMore)
            return default;
        var start = _at++;
        while (!IsBrace(file[start]) && _at < file.Length && file[_at] > ' ' && !IsBrace(file[_at]))
            _at++;
        return file.AsSpan(start, _at - start);
    }

    /// <summary>The rest of the line, because a joint's name may contain spaces.</summary>
    public string Rest()
    {
        var start = _at;
        while (_at < file.Length && file[_at] != '\n')
            _at++;
        return Encoding.UTF8.GetString(file.AsSpan(start, _at - start)).Trim();
    }

    public void Expect(string word)
    {
        var found = Word();
        if (!Encoding.ASCII.GetString(found).Equals(word, StringComparison.OrdinalIgnoreCase))
            throw Error($"found {Quoted(found)}; expected is {word}");
    }

    public float Number()
    {
        var word = Word();
        return Utf8Parser.TryParse(word, out float number, out var length) && length == word.Length && float.IsFinite(number)
            ? number
            : throw Error($"found {Quoted(word)}; expected is a number");
    }

    public int Count(string of, int most)
    {
        var word = Word();
        return Utf8Parser.TryParse(word, out int number, out var length) && length == word.Length && number >= 0 && number <= most
            ? number
            : throw Error($"found {Quoted(word)} as the number of {of}; expected is 0 to {most:N0}");
    }

    public InvalidDataException Error(string what) => new($"line {Line}: {what}");

    private static bool IsBrace(byte letter) => letter is (byte)'{' or (byte)'}';

    public static string Quoted(ReadOnlySpan<byte> word) =>
        word.IsEmpty ? "the end of the file" : $"'{MessageText.Sanitize(Encoding.UTF8.GetString(word[..Math.Min(40, word.Length)]), 40)}'";
}
