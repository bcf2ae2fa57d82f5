using StreamLift.Files.Output;
using StreamLift.Poses;

namespace StreamLift.Files.Tables;

/// <summary>A table that is kept in memory (some 0.4 kB a row) and written anew each time.</summary>
internal sealed class TableRecording : IMotionWriter
{
    private readonly string _path;
    private readonly RecordingInfo _info;
    private readonly Action<Stream, IReadOnlyList<MotionRow>, TableColumns, RecordingInfo> _write;
    private readonly List<MotionRow> _rows = [];
    private readonly HashSet<(string, long)> _people = [];
    private int _written;
    private long _otherPoints;

    /// <param name="path">The file.</param>
    /// <param name="info">What is known of the recording.</param>
    /// <param name="write">Writes all rows.</param>
    public TableRecording(string path, RecordingInfo info, Action<Stream, IReadOnlyList<MotionRow>, TableColumns, RecordingInfo> write)
    {
        (_path, _info, _write) = (path, info, write);
        SnapshotFile.RequireWritable(path, info.Overwrite);
    }

    public bool Rewrites => true;

    public IReadOnlyList<WrittenFile> Files => _rows.Count == 0 ? [] : [new WrittenFile(_path, _people.Count, _written, null, 0)];

    public IReadOnlyList<string> Notes =>
        _otherPoints == 0
            ? []
            : [$"points of {_otherPoints:N0} rows are left out, whose layout is not {OneLine.Of(TableColumns.Of(_rows).Layout!.Name)}, which came first"];

    public void Add(MotionInstant instant)
    {
        foreach (var row in MotionRow.Of(instant))
        {
            _rows.Add(row);
            _people.Add((row.Source, row.Person));
        }
    }

    public void Flush()
    {
        if (_rows.Count == _written)
            return;
        var columns = TableColumns.Of(_rows);
        _otherPoints = _rows.Count(row => row.Layout is not null && row.Layout != columns.Layout);
        SnapshotFile.Write(_path, stream => _write(stream, _rows, columns, _info));
        _written = _rows.Count;
    }

    public void Finish() => Flush();

    public void Dispose() { }
}
