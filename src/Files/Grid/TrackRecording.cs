using StreamLift.Files.Output;
using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Grid;

/// <summary>
/// A recording in a format with a fixed rate and a file for each person. The first instants are kept until the rate is known. A person who comes back after a
/// minute or more gets another file.
/// </summary>
/// <param name="path">The file that the user named.</param>
/// <param name="info">What is known of the recording.</param>
/// <param name="rewrites">Whether a flush writes everything again.</param>
/// <param name="open">Opens the file of a person.</param>
internal sealed class TrackRecording(string path, RecordingInfo info, bool rewrites, Func<TrackFileInfo, ITrackFile> open) : IMotionWriter
{
    private const double LongestGap = 60_000; // ms

    private readonly PersonNames _names = new(path);
    private readonly RateFinder _rate = new();
    private readonly List<(string Source, MotionSpace Space, long Id, TrackSample Sample)> _waiting = [];
    private readonly Dictionary<(string Source, MotionSpace Space, long Id), Open> _open = [];
    private readonly List<WrittenFile> _closed = [];
    private readonly RecordingNotes _notes = new();
    private Skeleton? _layout;
    private GridClock? _clock;
    private readonly Dictionary<string, double> _now = []; // by source: their clocks may differ

    public bool Rewrites => rewrites;

    public IReadOnlyList<WrittenFile> Files => [.. _closed.Concat(_open.Values.Select(one => one.File.Written)).Where(file => file.Frames > 0)];

    public IReadOnlyList<string> Notes => _notes.Lines(_clock?.Rate);

    public void Add(MotionInstant instant)
    {
        if (_clock is null)
            _rate.Add(instant.Source, instant.TimestampMs);
        for (var i = 0; i < instant.PersonCount; i++)
        {
            var person = instant[i];
            _layout ??= person.PointsLayout;
            _waiting.Add((instant.Source, instant.Space, person.Id, TrackSample.Of(instant.TimestampMs, person)));
        }
        _now[instant.Source] = instant.TimestampMs;
        if (_clock is not null || info.Rate is not null || _rate.IsSure)
            Pass(isLast: false);
    }

    public void Flush()
    {
        Pass(isLast: false);
        foreach (var one in _open.Values)
            one.File.Flush();
    }

    public void Finish()
    {
        Pass(isLast: true);
        foreach (var key in _open.Keys.ToList())
            Close(key);
    }

    public void Dispose()
    {
        foreach (var one in _open.Values)
            one.File.Dispose();
    }

    private void Pass(bool isLast)
    {
        if (_waiting.Count == 0 || !TryStart(isLast))
            return;
        foreach (var (source, space, id, sample) in _waiting)
            Pass((source, space, id), sample);
        _waiting.Clear();
        foreach (var (key, _) in _open.Where(one => _now[one.Key.Source] - one.Value.LastMs > LongestGap).ToList())
            Close(key);
    }

    private bool TryStart(bool isLast)
    {
        if (_clock is not null)
            return true;
        var rate = info.Rate ?? _rate.Estimate();
        if (rate is null && !isLast)
            return false;
        if (rate is null)
            _notes.AddUnknownRate();
        _clock = new GridClock(_waiting.Min(one => one.Sample.Ms), rate ?? RecordingNotes.UsualRate);
        return true;
    }

    private void Pass((string Source, MotionSpace Space, long Id) key, TrackSample sample)
    {
        if (sample.Ms < _clock!.StartMs - (_clock.PeriodMs / 2))
        {
            _notes.AddTooEarly();
            return;
        }
        // far back is a clock that was set, or that had been wrong for a moment
        if (_open.TryGetValue(key, out var one) && Math.Abs(sample.Ms - one.LastMs) > LongestGap)
        {
            Close(key);
            one = null;
        }
        if (one is null)
        {
            var (name, person) = _names.Next(key.Source, key.Space, key.Id);
            var file = open(new TrackFileInfo(name, person, _clock, YUp.Of(key.Space, info.Up), _layout, info.Overwrite) { Key = key });
            _open[key] = one = new Open(file, new TrackGrid(_clock, file.Add));
        }
        if (sample.Layout is not null && sample.Layout != _layout)
            _notes.AddLayout(sample.Layout.Name, _layout!.Name);
        one.LastMs = sample.Ms;
        one.Grid.Add(sample);
    }

    private void Close((string Source, MotionSpace Space, long Id) key)
    {
        var one = _open[key];
        one.Grid.End();
        one.File.Finish();
        _notes.AddLeftOut(one.Grid.LeftOut);
        _closed.Add(one.File.Written);
        if (one.File.Written.Frames == 0)
            _notes.AddNoFile(one.File.Written.Path);
        _open.Remove(key);
    }

    private sealed record Open(ITrackFile File, TrackGrid Grid)
    {
        public double LastMs { get; set; }
    }
}

/// <summary>What the file of a person is opened with.</summary>
/// <param name="Path">The file.</param>
/// <param name="Person">The person's name in files of several: <c>P3</c>, <c>hall_P3</c>.</param>
/// <param name="Clock">Its frames.</param>
/// <param name="Axes">Turns positions so that y is up.</param>
/// <param name="Layout">The layout of the points beyond the 17 joints. Null: none.</param>
/// <param name="Overwrite">Whether a file that is there is replaced.</param>
internal sealed record TrackFileInfo(string Path, string Person, GridClock Clock, YUp Axes, Skeleton? Layout, bool Overwrite)
{
    /// <summary>Whose file it is; a person may have several.</summary>
    public (string Source, MotionSpace Space, long Id) Key { get; init; }
}
