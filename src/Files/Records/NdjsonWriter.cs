using StreamLift.Files.Output;

namespace StreamLift.Files.Records;

/// <summary>
/// Records, one a line of JSON: those of the topic as they were; what comes from another file in the same form, without the fields that are not known
/// (docs/files.md). Lines are appended whole.
/// </summary>
internal sealed class NdjsonWriter : IMotionWriter
{
    private const int Piece = 1 << 16;

    private readonly OutputFile _file;
    private readonly MemoryStream _lines = new();
    private readonly HashSet<(string, long)> _people = [];
    private long _records;

    public NdjsonWriter(string path, RecordingInfo info) => _file = new OutputFile(path, info.Overwrite);

    public bool Rewrites => false;

    public IReadOnlyList<WrittenFile> Files => [new WrittenFile(_file.Path, _people.Count, _records, null, 0)];

    public IReadOnlyList<string> Notes => [];

    public void Add(MotionInstant instant)
    {
        if (instant.Json.IsEmpty)
            InstantJson.Write(instant, _lines);
        else
            _lines.Write(instant.Json.Span);
        _lines.WriteByte((byte)'\n');
        _records++;
        for (var person = 0; person < instant.PersonCount; person++)
            _people.Add((instant.Source, instant[person].Id));
        if (_lines.Length >= Piece)
            Flush();
    }

    public void Flush()
    {
        if (_lines.Length == 0)
            return;
        _file.Append(_lines.GetBuffer().AsSpan(0, (int)_lines.Length));
        _lines.SetLength(0);
    }

    public void Finish()
    {
        Flush();
        _file.Dispose();
    }

    public void Dispose() => _file.Dispose();
}
