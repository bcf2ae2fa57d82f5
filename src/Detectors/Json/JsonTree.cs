using System.Text.Unicode;
using StreamLift.Wire;
using StreamLift.Wire.Json;

namespace StreamLift.Detectors.Json;

/// <summary>
/// The values of a JSON text, found in one pass, so that a reader can ask for members in any order. A list of numbers takes one entry, whatever its length:
/// most of a body is numbers. It accepts what Python writes for numbers that are not finite, and a byte order mark. It never throws. Reuse one instance for
/// text after text: its array grows to the largest and is kept. Not thread-safe.
/// </summary>
internal sealed class JsonTree
{
    private JsonNode[] _nodes = new JsonNode[256];
    private int _count;

    /// <summary>The number of values in the array.</summary>
    internal int Count => _count;

    /// <summary>Parses a text.</summary>
    /// <param name="text">The text; the values that are read from the tree refer to it.</param>
    /// <param name="root">The outermost value.</param>
    /// <param name="error">What is malformed.</param>
    public bool TryParse(ReadOnlySpan<byte> text, out JsonValue root, out DecodeError error)
    {
        _count = 0;
        var json = text.StartsWith("\ufeff"u8) ? text[3..] : text;
        root = default;
        error = default;
        if (!Utf8.IsValid(json))
            error = new(Rejection.MalformedJson, "the body is not UTF-8");
        else if (!TryRead(json, out error))
            return false;
        if (error.IsError)
            return false;
        root = new JsonValue(json, _nodes.AsSpan(0, _count), 0);
        return true;
    }

    /// <summary>The kind of the value that a text begins with, by its first character.</summary>
    internal static JsonKind KindOf(ReadOnlySpan<byte> text) =>
        (text.IsEmpty ? (byte)0 : text[0]) switch
        {
            (byte)'{' => JsonKind.Object,
            (byte)'[' => JsonKind.List,
            (byte)'"' => JsonKind.Text,
            (byte)'t' or (byte)'f' => JsonKind.Truth,
            (byte)'n' or (byte)'N' or (byte)'I' => JsonKind.Null,
            (byte)'-' when text.StartsWith("-I"u8) => JsonKind.Null,
            _ => JsonKind.Number,
        };

    private bool TryRead(ReadOnlySpan<byte> text, out DecodeError error)
    {
        var json = new JsonScanner(text);
        Span<int> open = stackalloc int[JsonValues.MaxDepth];
        var depth = 0;
        (int Start, int Length) name = default;
        while (true)
        {
            var at = Add(name);
            if (!TryReadToken(ref json, text.Length, ref _nodes[at]))
            {
                error = json.Error;
                return false;
            }
            if (_nodes[at].Kind is JsonKind.Object or JsonKind.List && !_nodes[at].IsFlat)
            {
                if (depth == open.Length)
                {
                    error = new(Rejection.MalformedJson, $"nested deeper than {JsonValues.MaxDepth}");
                    return false;
                }
                open[depth++] = at;
            }
            while (depth > 0 && !Another(ref json, _nodes[open[depth - 1]].Kind))
            {
                if (json.Failed)
                {
                    error = json.Error;
                    return false;
                }
                _nodes[open[--depth]].Next = _count;
            }
            if (depth == 0)
                break;
            name = _nodes[open[depth - 1]].Kind == JsonKind.Object ? Place(text, json.Name) : default;
        }
        json.TryEnd();
        error = json.Error;
        return !json.Failed;
    }

    private static bool Another(ref JsonScanner json, JsonKind within) => within == JsonKind.Object ? json.NextMember() : json.NextItem();

    // the place of a part of the text; an empty part has none
    private static (int Start, int Length) Place(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part) =>
        text.Overlaps(part, out var start) ? (start, part.Length) : default;

    private static bool TryReadToken(ref JsonScanner json, int length, ref JsonNode node)
    {
        var first = json.Peek();
        node.Start = length - json.Rest.Length;
        node.Kind = KindOf(json.Rest);
        if (first is (byte)'[' && IsFlat(json.Rest[1..]))
            return TryReadFlat(ref json, length, ref node);
        if (first is (byte)'{' or (byte)'[')
            return json.TryOpen(first);
        if (node.Kind == JsonKind.Text)
        {
            var read = json.TryReadText(out var text);
            (node.Start, node.Length) = (length - json.Rest.Length - 1 - text.Length, text.Length);
            return read;
        }
        var taken = node.Kind switch
        {
            JsonKind.Number => first is (byte)'-' or (>= (byte)'0' and <= (byte)'9') ? json.TryReadNumber(out _, out _) : json.Malformed("a value"),
            JsonKind.Truth => json.TryReadLiteral(first == 't' ? "true"u8 : "false"u8),
            _ => json.TryReadLiteral(Word(first)),
        };
        node.Length = length - json.Rest.Length - node.Start;
        return taken;
    }

    // whether a list holds neither lists, objects nor texts
    private static bool IsFlat(ReadOnlySpan<byte> list)
    {
        var end = list.IndexOfAny("[]{}\""u8);
        return end >= 0 && list[end] == ']';
    }

    private static bool TryReadFlat(ref JsonScanner json, int length, ref JsonNode node)
    {
        json.TryOpen((byte)'[');
        (node.IsFlat, node.Start) = (true, node.Start + 1);
        JsonNode item = default;
        while (json.NextItem())
            if (!TryReadToken(ref json, length, ref item))
                return false;
        node.Length = length - json.Rest.Length - 1 - node.Start;
        return !json.Failed;
    }

    private static ReadOnlySpan<byte> Word(byte first) =>
        first switch
        {
            (byte)'N' => "NaN"u8,
            (byte)'I' => "Infinity"u8,
            (byte)'-' => "-Infinity"u8,
            _ => "null"u8,
        };

    private int Add((int Start, int Length) name)
    {
        if (_count == _nodes.Length)
            Array.Resize(ref _nodes, 2 * _count);
        _nodes[_count] = new JsonNode
        {
            NameStart = name.Start,
            NameLength = name.Length,
            Next = _count + 1,
        };
        return _count++;
    }
}

/// <summary>A value of a JSON text: where it and its name are, and the index of the value after it and all that it holds.</summary>
internal struct JsonNode
{
    public JsonKind Kind;
    public bool IsFlat; // a list whose items have no entries of their own: neither lists, objects nor texts
    public int Start;
    public int Length;
    public int NameStart;
    public int NameLength;
    public int Next;
}
