using System.Runtime.CompilerServices;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>
/// A forward-only JSON scanner, strict by RFC 8259. It never throws: each method returns whether it succeeded, and <see cref="Error"/> holds the first
/// error. After an error the scanner must not be used. The text must be valid UTF-8 (checked before, as a whole).
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;
    private bool _fresh; // right after an opening bracket, where no comma is due
    private ReadOnlySpan<byte> _name;
    private bool _nameEscaped;

    /// <summary>The number of brackets open around a frame: 1 in a list of frames.</summary>
    public int Outer { get; init; }

    /// <summary>The list whose entries are being read, for errors.</summary>
    public string List { get; set; } = "people";

    /// <summary>The index of the person (or other entry of <see cref="List"/>) being read, for errors; -1 for the frame's own fields.</summary>
    public int Entry { get; set; } = -1;

    /// <summary>The index in the list being read, for errors; -1 for none.</summary>
    public int Item { get; set; } = -1;

    /// <summary>The index of the joint being read from a list of its own, for errors; -1 for none.</summary>
    public int Row { get; set; } = -1;

    /// <summary>How far the text was read.</summary>
    public readonly int Position => _at;

    public DecodeError Error { get; private set; }

    public readonly bool Failed => Error.IsError;

    public readonly ReadOnlySpan<byte> Rest => _json[_at..];

    /// <summary>The name that <see cref="NextMember"/> read, still with its escapes.</summary>
    public readonly ReadOnlySpan<byte> Name => _name;

    public void Skip(int bytes) => _at += bytes;

    /// <summary>The next byte that is not white space; 0 at the end (no token starts with that).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek()
    {
        if ((uint)_at < (uint)_json.Length && _json[_at] > 0x20)
            return _json[_at];
        return PeekBehindSpace();
    }

    /// <summary>Reads this byte, and white space before it, if it is next.</summary>
    public bool TryTake(byte token)
    {
        if (Peek() != token)
            return false;
        _at++;
        return true;
    }

    /// <summary>Goes back to a value that was not understood, to skip it.</summary>
    public void GoBack(int position)
    {
        (_at, Error) = (position, default);
        (Item, Row) = (-1, -1);
    }

    /// <summary>Goes back behind an opening bracket.</summary>
    public void Reopen(int position)
    {
        GoBack(position);
        _fresh = true;
    }

    public bool TryOpen(byte bracket) => _fresh = TryTake(bracket);

    /// <summary>Reads the name of an object's next member; its value is next.</summary>
    /// <returns>False after the object's end, which is read, and on an error.</returns>
    public bool NextMember()
    {
        if (!Separate((byte)'}', out var another) || !another)
            return false;
        return TryReadText(out _name, out _nameEscaped) && (TryTake((byte)':') || Malformed("':'"));
    }

    /// <summary>Goes to a list's next value.</summary>
    /// <returns>False after the list's end, which is read, and on an error.</returns>
    public bool NextItem() => Separate((byte)']', out var another) && another;

    /// <summary>Whether the member has this name, written with or without escapes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool NameIs(ReadOnlySpan<byte> name) => _nameEscaped ? EscapedNameIs(name) : _name.Length == name.Length && _name.SequenceEqual(name);

    /// <summary>Reads a string; the result still has its escapes, which are valid.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> text) => TryReadText(out text, out _);

    public bool TryReadLiteral(ReadOnlySpan<byte> literal)
    {
        Peek();
        if (!_json[_at..].StartsWith(literal))
            return Malformed("a value");
        _at += literal.Length;
        return true;
    }

    /// <summary>Reads a number by JSON's grammar.</summary>
    /// <param name="number">The parts of the number.</param>
    /// <param name="text">The number's text.</param>
    public bool TryReadNumber(out JsonNumber number, out ReadOnlySpan<byte> text)
    {
        Peek();
        var start = _at;
        var read = JsonNumber.TryRead(_json, ref _at, out number);
        text = _json[start.._at];
        return read || Malformed("a digit");
    }

    /// <summary>Checks that nothing but white space follows.</summary>
    public bool TryEnd() => (Peek() == 0 && _at == _json.Length) || Malformed(Outer == 0 ? "the end after the object" : "the end after the list");

    public bool Fail(Rejection reason, string detail)
    {
        Error = new(reason, detail);
        return false;
    }

    public bool Malformed(string expected) =>
        Fail(
            Rejection.MalformedJson,
            _at >= _json.Length
                ? $"the body ends at byte {_at} where {expected} was expected"
                : $"byte {_at} starts {QuotedExcerpt.Of(_json.Slice(_at, Math.Min(12, _json.Length - _at)))} where {expected} was expected"
        );

    /// <summary>The path of a field, <c>people[0].score</c>; the path of the person for an empty name.</summary>
    public readonly string Where(string field) =>
        (Entry < 0 ? "" : $"{List}[{Entry}]")
        + (Entry < 0 || field.Length == 0 ? "" : ".")
        + field
        + (Row < 0 ? "" : $"[{Row}]")
        + (Item < 0 ? "" : $"[{Item}]");

    private bool TryReadText(out ReadOnlySpan<byte> text, out bool isEscaped)
    {
        text = default;
        isEscaped = false;
        if (!TryTake((byte)'"'))
            return Malformed("'\"'");
        var start = _at;
        while (true)
        {
            var special = JsonText.IndexOfSpecial(_json[_at..]);
            _at = special < 0 ? _json.Length : _at + special;
            if (special < 0 || _json[_at] < 0x20)
                return Malformed("the text's closing '\"'");
            if (_json[_at] == '"')
                break;
            var escape = JsonText.EscapeLength(_json[_at..]);
            if (escape == 0)
                return Malformed("an escape such as \\n or \\u00e9");
            isEscaped = true;
            _at += escape;
        }
        text = _json[start.._at++];
        return true;
    }

    private readonly bool EscapedNameIs(ReadOnlySpan<byte> name)
    {
        Span<byte> plain = stackalloc byte[128];
        return _name.Length <= plain.Length && JsonText.TryUnescape(_name, plain, out var length) && plain[..length].SequenceEqual(name);
    }

    private bool Separate(byte end, out bool another)
    {
        var due = !_fresh;
        _fresh = false;
        another = Peek() != end;
        if (another)
            return !due || TryTake((byte)',') || Malformed($"',' or '{(char)end}'");
        _at++;
        return true;
    }

    private byte PeekBehindSpace()
    {
        while ((uint)_at < (uint)_json.Length && _json[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            _at++;
        return (uint)_at < (uint)_json.Length ? _json[_at] : (byte)0;
    }
}
