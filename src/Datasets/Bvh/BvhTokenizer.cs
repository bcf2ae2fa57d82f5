using System.Buffers.Text;
using System.Text;
using StreamLift.Poses;

namespace StreamLift.Datasets.Bvh;

/// <summary>Splits a BVH file into tokens, and tracks the line number for error messages.</summary>
internal sealed class BvhTokenizer
{
    private readonly byte[] _file;
    private int _at;

    /// <param name="content">The content of the file. Windows' tools put a byte order mark first, and may write UTF-16.</param>
    public BvhTokenizer(byte[] content) =>
        (_file, _at) = content switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (content, 3),
            [0xFF, 0xFE, ..] => (Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(content.AsSpan(2))), 0),
            [0xFE, 0xFF, ..] => (Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(content.AsSpan(2))), 0),
            _ => (content, 0),
        };

    public int Line { get; private set; } = 1;

    /// <summary>The number of remaining bytes.</summary>
    public int Left => _file.Length - _at;

    public bool HasMore
    {
        get
        {
            for (; _at < _file.Length && _file[_at] <= ' '; _at++)
                Line += _file[_at] == '\n' ? 1 : 0;
            return _at < _file.Length;
        }
    }

    /// <summary>The next token. A brace is a token. Empty at the end of the file.</summary>
    public ReadOnlySpan<byte> Word()
    {
        if (!HasMore)
            return default;
        var start = _at++;
        while (!IsBrace(_file[start]) && _at < _file.Length && _file[_at] > ' ' && !IsBrace(_file[_at]))
            _at++;
        return _file.AsSpan(start, _at - start);
    }

    /// <summary>The rest of the line up to a brace, because a joint's name may contain spaces.</summary>
    public string Rest()
    {
        var start = _at;
        while (_at < _file.Length && _file[_at] is not ((byte)'\n' or (byte)'\r') && !IsBrace(_file[_at]))
            _at++;
        return Encoding.UTF8.GetString(_file.AsSpan(start, _at - start)).Trim();
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
            : throw Error($"found {Quoted(word)}; expected is {(word.Contains((byte)',') ? "a number with a point, not a comma" : "a number")}");
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
        word.IsEmpty ? "the end of the file" : $"'{OneLine.Of(Encoding.UTF8.GetString(word[..Math.Min(40, word.Length)]), 40)}'";
}
