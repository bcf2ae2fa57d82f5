using System.Globalization;
using System.Text;
using StreamLift.Files.Output;
using StreamLift.Poses;

namespace StreamLift.Files.Tables;

/// <summary>
/// A table of comma-separated values (RFC 4180, UTF-8): a row for each person at each instant. Rows are appended whole. Which columns there are is decided by
/// the first rows.
/// </summary>
internal sealed class CsvWriter : IMotionWriter
{
    private const int RowsBeforeHeader = 60;
    private const int Piece = 1 << 16;

    private readonly OutputFile _file;
    private readonly StringBuilder _text = new();
    private readonly List<MotionRow> _waiting = [];
    private readonly HashSet<(string, long)> _people = [];
    private readonly HashSet<string> _notes = [];
    private TableColumns? _columns;
    private float[] _numbers = [];
    private long _rows;

    public CsvWriter(string path, RecordingInfo info) => _file = new OutputFile(path, info.Overwrite);

    public bool Rewrites => false;

    public IReadOnlyList<WrittenFile> Files => [new WrittenFile(_file.Path, _people.Count, _rows, null, 0)];

    public IReadOnlyList<string> Notes => [.. _notes];

    public void Add(MotionInstant instant)
    {
        _waiting.AddRange(MotionRow.Of(instant));
        if (_columns is not null || _waiting.Count >= RowsBeforeHeader)
            Pass();
        if (_text.Length >= Piece)
            Flush();
    }

    public void Flush()
    {
        Pass();
        if (_text.Length == 0)
            return;
        _file.Append(Encoding.UTF8.GetBytes(_text.ToString()));
        _text.Clear();
    }

    public void Finish()
    {
        Flush();
        _file.Dispose();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>A cell of text: quoted where it has to be.</summary>
    public static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Pass()
    {
        if (_waiting.Count > 0 && _columns is null)
        {
            _columns = TableColumns.Of(_waiting);
            _numbers = new float[_columns.Numbers.Count];
            _text.Append(string.Join(',', TableColumns.Keys.Concat(_columns.Numbers).Concat(_columns.Letters).Select(Cell))).Append('\n');
        }
        foreach (var row in _waiting)
            Append(row, _columns!);
        _waiting.Clear();
    }

    private void Append(MotionRow row, TableColumns columns)
    {
        if (row.Layout is not null && row.Layout != columns.Layout)
            _notes.Add($"points of layout {OneLine.Of(row.Layout.Name)} are left out: the file's first rows have {columns.Layout?.Name ?? "no points"}");
        columns.Fill(row, _numbers);
        _text.Append(CultureInfo.InvariantCulture, $"{Math.Round(row.Ms, 4)},{Cell(row.Source)},{SpaceName.Of(row.Space)},{row.Frame},{row.Person}");
        foreach (var number in _numbers)
            if (float.IsFinite(number))
                _text.Append(CultureInfo.InvariantCulture, $",{(double)number:0.###}");
            else
                _text.Append(',');
        for (var letter = 0; letter < columns.Letters.Count; letter++)
            _text.Append(',').Append(row.Origin[letter] == 0 ? "" : $"{(char)row.Origin[letter]}");
        _text.Append('\n');
        _people.Add((row.Source, row.Person));
        _rows++;
    }
}
