using System.Globalization;
using System.Text;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Detectors.Json;

/// <summary>A value of a <see cref="JsonTree"/>. The default value is none: it has no kind, no members and no items.</summary>
internal readonly ref struct JsonValue
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<JsonNode> _nodes;
    private readonly JsonNode _node;

    /// <summary>A value of the tree.</summary>
    public JsonValue(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> nodes, int at)
    {
        _json = json;
        _nodes = nodes;
        _node = nodes[at];
        Index = at;
    }

    // an item of a flat list, which is not in the tree
    private JsonValue(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> nodes, JsonNode node)
    {
        _json = json;
        _nodes = nodes;
        _node = node;
        Index = -1;
    }

    /// <summary>The place in the tree, for <see cref="At"/>; -1 for a number within a list of numbers.</summary>
    public int Index { get; }

    public JsonKind Kind => _node.Kind;

    public bool IsObject => Kind == JsonKind.Object;

    public bool IsList => Kind == JsonKind.List;

    /// <summary>The text of a string, still with its escapes.</summary>
    public ReadOnlySpan<byte> RawText => Kind == JsonKind.Text ? _json.Slice(_node.Start, _node.Length) : default;

    /// <summary>The member's name, still with its escapes.</summary>
    public ReadOnlySpan<byte> RawName => _json.Slice(_node.NameStart, _node.NameLength);

    public string Name => Plain(RawName);

    /// <summary>The string without its escapes; empty when the value is none.</summary>
    public string Text => Plain(RawText);

    /// <summary>The number of members or items.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this)
                count++;
            return count;
        }
    }

    /// <summary>The value as a short text for an error.</summary>
    public string Excerpt =>
        Kind switch
        {
            JsonKind.Text => QuotedExcerpt.Of(Encoding.UTF8.GetBytes(Text)),
            JsonKind.Number or JsonKind.Truth or JsonKind.Null => QuotedExcerpt.Of(_json.Slice(_node.Start, _node.Length)).Trim('"'),
            JsonKind.List => "a list",
            JsonKind.Object => "an object",
            _ => "missing",
        };

    /// <summary>Another value of the same tree.</summary>
    public JsonValue At(int index) => new(_json, _nodes, index);

    /// <summary>The members or items.</summary>
    public Enumerator GetEnumerator() => new(_json, _nodes, _node, Index);

    public bool NameIs(ReadOnlySpan<byte> name)
    {
        var raw = RawName;
        return raw.SequenceEqual(name) || (raw.Contains((byte)'\\') && Plain(raw) == Encoding.UTF8.GetString(name));
    }

    /// <summary>The member of this name, the last one if repeated; none when there is none, or when it is null.</summary>
    public JsonValue Member(ReadOnlySpan<byte> name)
    {
        JsonValue found = default;
        if (!IsObject)
            return found;
        foreach (var member in this)
            if (member.NameIs(name))
                found = member.Kind == JsonKind.Null ? default : member;
        return found;
    }

    /// <summary>The number as a float, infinite when too large; NaN for null and for Python's words for numbers that are not finite.</summary>
    public bool TryFloat(out float value)
    {
        value = float.NaN;
        if (Kind == JsonKind.Null)
            return true;
        if (Kind != JsonKind.Number)
            return false;
        var text = _json.Slice(_node.Start, _node.Length);
        var from = 0;
        JsonNumber.TryRead(text, ref from, out var number);
        value = number.ToSingle(text);
        return true;
    }

    /// <summary>A whole number, also as 12.0 or as text.</summary>
    public bool TryInteger(out long value)
    {
        value = 0;
        if (Kind == JsonKind.Text)
            return long.TryParse(RawText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        if (Kind != JsonKind.Number)
            return false;
        var text = _json.Slice(_node.Start, _node.Length);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            return true;
        var isExact = double.TryParse(text, CultureInfo.InvariantCulture, out var real) && Math.Abs(real) < 1L << 53 && Math.Floor(real) == real;
        value = isExact ? (long)real : 0;
        return isExact;
    }

    /// <summary>Appends a flat list of numbers.</summary>
    /// <returns>False when the value is no list, or holds what is no number.</returns>
    public bool TryNumbers(FloatArena into)
    {
        if (!IsList)
            return false;
        foreach (var item in this)
        {
            if (!item.TryFloat(out into.Reserve(1)[0]))
                return false;
            into.Advance(1);
        }
        return true;
    }

    private static string Plain(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(raw);
        var plain = new byte[raw.Length];
        return JsonText.TryUnescape(raw, plain, out var length) ? Encoding.UTF8.GetString(plain, 0, length) : Encoding.UTF8.GetString(raw);
    }

    /// <summary>Goes through members or items.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _json;
        private readonly ReadOnlySpan<JsonNode> _nodes;
        private readonly bool _isFlat;
        private readonly int _end; // in the tree; of a flat list, in the text
        private int _next;

        public Enumerator(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> nodes, JsonNode node, int at)
        {
            _json = json;
            _nodes = nodes;
            _isFlat = node.IsFlat;
            (_next, _end) = _isFlat ? (node.Start, node.Start + node.Length) : (at + 1, node.Next);
            Current = default;
        }

        public JsonValue Current { get; private set; }

        public bool MoveNext()
        {
            if (_isFlat)
                return MoveInText();
            if (_next >= _end)
                return false;
            Current = new JsonValue(_json, _nodes, _next);
            _next = _nodes[_next].Next;
            return true;
        }

        // the text was checked when the tree was made
        private bool MoveInText()
        {
            var rest = _json[_next.._end];
            var start = rest.IndexOfAnyExcept(" \t\r\n,"u8);
            if (start < 0)
                return false;
            var length = rest[start..].IndexOfAny(" \t\r\n,"u8);
            length = length < 0 ? rest.Length - start : length;
            Current = new JsonValue(
                _json,
                _nodes,
                new JsonNode
                {
                    Kind = JsonTree.KindOf(rest[start..]),
                    Start = _next + start,
                    Length = length,
                }
            );
            _next += start + length;
            return true;
        }
    }
}

/// <summary>The kinds of JSON values. <c>Null</c> is also NaN and the infinities: all of them mean that there is no number.</summary>
internal enum JsonKind : byte
{
    None,
    Null,
    Truth,
    Number,
    Text,
    List,
    Object,
}
