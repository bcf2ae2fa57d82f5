using System.Text.Json;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Records;

/// <summary>
/// Reads lines of JSON: records of a topic of people or poses, what <see cref="NdjsonWriter"/> makes of other files, and truth files of <c>produce</c>. A last
/// line that is cut off is left out with a note.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="smooth">Whether the smoothed joints are taken where there are some.</param>
internal sealed class NdjsonReader(string path, bool smooth)
{
    private const int LongestLine = 64 << 20;

    private readonly List<string> _notes = [];
    private readonly MotionInstant _instant = new();
    private long _withoutSmooth;
    private readonly string _name = Path.GetFileNameWithoutExtension(path);

    /// <summary>What the user should know. More may come until the last instant has been read.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The instants.</summary>
    /// <exception cref="ConfigurationException">A line is none of these.</exception>
    public IEnumerable<MotionInstant> Instants()
    {
        using var file = new LineReader(path, LongestLine);
        var read = 0;
        _withoutSmooth = 0;
        for (var line = 1L; file.TryRead(out var text, out var isWhole); line++)
        {
            if (text.AsSpan().IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;
            if (TryRead(text, line, out var problem))
            {
                read++;
                yield return _instant;
            }
            else if (!isWhole && read > 0)
                _notes.Add($"line {line:N0} is left out: it is cut off");
            else
                throw new ConfigurationException($"{path}, line {line:N0}: {problem}");
        }
        if (read == 0)
            throw new ConfigurationException($"{path} has no records: it is empty");
        if (_withoutSmooth > 0)
            _notes.Add($"{_withoutSmooth:N0} poses without smoothed joints are taken as measured; `fuse --smoothing` writes them");
    }

    private bool TryRead(byte[] text, long line, out string problem)
    {
        problem = "";
        try
        {
            using var document = JsonDocument.Parse(text);
            Read(document.RootElement, line);
            _instant.Json = text;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            problem = e is InvalidDataException ? e.Message : $"no record of people or poses: {OneLine.Of(e.Message, 120)}";
            return false;
        }
    }

    private void Read(JsonElement record, long line)
    {
        if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty("people", out var people))
            throw new InvalidDataException("no record of people or poses: it has no \"people\"");
        Require(record, "layout", Skeletons.H36m17.Name);
        Require(record, "unit", "mm");
        var isCamera = record.TryGetProperty("stream", out var stream);
        var source =
            isCamera ? stream.GetString()
            : record.TryGetProperty("rig", out var rig) ? rig.GetString()
            : _name;
        var frame = record.TryGetProperty(isCamera ? "frame" : "sequence", out var number) ? number.GetInt64() : line - 1;
        if (!record.TryGetProperty("timestampMs", out var time) || !time.TryGetDouble(out var ms) || !double.IsFinite(ms))
            throw new InvalidDataException("no record of people or poses: it has no \"timestampMs\"");
        _instant.Begin(source ?? _name, isCamera ? MotionSpace.Camera : MotionSpace.World, frame, ms);
        foreach (var (place, person) in people.EnumerateArray().Index())
            Read(person, place, isCamera);
    }

    private void Read(JsonElement person, int place, bool isCamera)
    {
        if (!person.TryGetProperty("joints", out var joints))
            throw new InvalidDataException($"people[{place}] has no \"joints\": keypoints are no poses");
        // a person of whom too little was seen
        if (joints.ValueKind == JsonValueKind.Null)
            return;
        var to = _instant.Add(person.TryGetProperty("id", out var id) ? id.GetInt64() : place);
        if (person.TryGetProperty("smooth", out var smoothed) && smoothed.ValueKind == JsonValueKind.Array)
            joints = smooth ? smoothed : joints;
        else if (smooth)
            _withoutSmooth++;
        Read(joints, to.Joints, $"people[{place}].joints");
        if (person.TryGetProperty("sigma", out var sigma) && sigma.ValueKind == JsonValueKind.Array)
            Read(sigma, to.Sigma, $"people[{place}].sigma");
        if (
            person.TryGetProperty("source", out var origin)
            && origin.GetString() is { Length: 17 } letters
            && letters.All(letter => letter is 't' or 'l' or 'p')
        )
            for (var joint = 0; joint < letters.Length; joint++)
                to.Origin[joint] = (byte)letters[joint];
        else if (isCamera)
            to.Origin.AsSpan().Fill((byte)'l');
        if (
            person.TryGetProperty("points", out var points)
            && points.ValueKind == JsonValueKind.Object
            && SkeletonCatalogue.BuiltIn.TryGet(points.GetProperty("layout").GetString() ?? "", out var layout)
        )
            Read(points.GetProperty("positions"), to.BeginPoints(layout), $"people[{place}].points.positions");
    }

    private static void Read(JsonElement numbers, Span<float> into, string what)
    {
        if (numbers.GetArrayLength() != into.Length)
            throw new InvalidDataException($"{what} has {numbers.GetArrayLength()} numbers; {into.Length} were expected");
        var at = 0;
        foreach (var number in numbers.EnumerateArray())
            into[at++] = number.ValueKind == JsonValueKind.Null || !number.TryGetSingle(out var value) || !float.IsFinite(value) ? float.NaN : value;
    }

    private static void Require(JsonElement record, string field, string expected)
    {
        if (record.TryGetProperty(field, out var value) && value.GetString() is { } text && text != expected)
            throw new InvalidDataException(
                $"no record of people or poses: its {field} is \"{OneLine.Of(text, 40)}\", not \"{expected}\""
                    + (field == "layout" ? " (keypoints are no poses)" : "")
            );
    }
}
