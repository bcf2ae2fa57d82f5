using System.Diagnostics.Metrics;
using StreamLift.Fuser.Following;
using StreamLift.Lanes;
using StreamLift.Wire.Reading;

namespace StreamLift.Fuser;

/// <summary>The metrics of the second stage, and the lines that it says. Thread-safe.</summary>
public sealed class FuserTelemetry : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "StreamLift.Fuser";

    private const int MostNamed = 100;

    private readonly Meter _meter;
    private readonly Counter<long> _people;
    private readonly Counter<long> _instants;
    private readonly Counter<long> _late;
    private readonly Histogram<int> _views;
    private readonly Histogram<double> _duration;
    private readonly StreamCounts _unplaced = new();
    private readonly HashSet<string> _named = [];
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<RigStatus> _rigs = [];

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Creates the meter.</param>
    public FuserTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _people = _meter.CreateCounter<long>("streamlift.people", "{person}", "People written, over all instants");
        _instants = _meter.CreateCounter<long>("streamlift.instants", "{instant}", "Instants of rigs written");
        _late = _meter.CreateCounter<long>("streamlift.frames.late", "{frame}", "Frames that came after their instant was closed, by stream");
        _views = _meter.CreateHistogram<int>(
            "streamlift.views",
            "{view}",
            "Cameras that saw a person",
            advice: new() { HistogramBucketBoundaries = [0, 1, 2, 3, 4, 6, 8, 12, 16, 32] }
        );
        _duration = _meter.CreateHistogram<double>(
            "streamlift.fusion.duration",
            "s",
            "Fusion time of a batch",
            advice: new() { HistogramBucketBoundaries = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1] }
        );
        _meter.CreateObservableCounter("streamlift.frames.unplaced", Unplaced, "{frame}", "Frames of streams that belong to no rig, by stream");
        _meter.CreateObservableGauge("streamlift.rigs", () => _rigs.Count, "{rig}", "Rigs whose frames come here");
        _meter.CreateObservableGauge("streamlift.tracks", () => _rigs.Sum(rig => rig.Tracks), "{person}", "People at the last instant of each rig");
        _meter.CreateObservableGauge(
            "streamlift.camera.offset",
            () => OfCameras(camera => camera.OffsetMs / 1000),
            "s",
            "How far a camera's clock is ahead of its rig's mean, by stream"
        );
        _meter.CreateObservableGauge(
            "streamlift.camera.reprojection",
            () => OfCameras(camera => camera.ReprojectionPx),
            "px",
            "Median distance between seen and projected joints, by stream"
        );
    }

    /// <summary>Takes warnings, one line each; null says nothing.</summary>
    public Action<string>? OnWarning { get; set; }

    /// <summary>Takes notes, one line each; null says nothing.</summary>
    public Action<string>? OnNote { get; set; }

    /// <summary>The rigs whose frames come to this process.</summary>
    public IReadOnlyList<RigStatus> Rigs => _rigs;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Say(string warning) => OnWarning?.Invoke(warning);

    internal void Log(string note) => OnNote?.Invoke(note);

    internal void Add(RigStatus rig)
    {
        lock (_lock)
            _rigs = [.. _rigs, rig];
    }

    internal void Remove(RigStatus rig)
    {
        lock (_lock)
            _rigs = [.. _rigs.Where(other => other != rig)];
        if (rig.Unlogged() is { } line)
            Log(line);
    }

    internal void AddInstant(int people)
    {
        _instants.Add(1);
        _people.Add(people);
    }

    internal void AddViews(int views) => _views.Record(views);

    internal void AddLate(string stream, long frames) => _late.Add(frames, new KeyValuePair<string, object?>("stream", stream));

    internal void Fused(TimeSpan duration) => _duration.Record(duration.TotalSeconds);

    // A stream of no rig is no fault of its records: others may read them. The first frame of each says so once.
    internal void AddUnplaced(ReadOnlySpan<byte> stream, bool isNew)
    {
        lock (_lock)
            _unplaced.Add(stream, 1);
        if (!isNew)
            return;
        var name = QuotedExcerpt.Of(stream);
        lock (_lock)
            if (_named.Count > MostNamed || !_named.Add(name))
                return;
        Say(
            _named.Count > MostNamed
                ? "more than 100 streams belong to no rig; further ones are only counted in streamlift.frames.unplaced"
                : $"stream {name} belongs to no rig: its frames are not fused, and counted in streamlift.frames.unplaced; "
                    + "name the stream as a camera of a rig in --rig"
        );
    }

    private IEnumerable<Measurement<long>> Unplaced()
    {
        lock (_lock)
            return [.. _unplaced.Read().Select(stream => new Measurement<long>(stream.Frames, new KeyValuePair<string, object?>("stream", stream.Stream)))];
    }

    private IEnumerable<Measurement<double>> OfCameras(Func<CameraStatus, double> read) =>
        _rigs
            .SelectMany(rig => rig.Cameras)
            .Where(camera => double.IsFinite(read(camera)))
            .Select(camera => new Measurement<double>(read(camera), new KeyValuePair<string, object?>("stream", camera.Stream)));
}
