using System.Diagnostics.Metrics;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Wire;

namespace StreamLift.Lifter;

/// <summary>The metrics of batching and inference, recorded once per batch.</summary>
public sealed class LifterTelemetry : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "StreamLift.Lifter";

    private readonly Meter _meter;
    private readonly Counter<long> _poses;
    private readonly Counter<long> _rejected;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _suspect;
    private volatile ServedModels? _models;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Creates the meter.</param>
    public LifterTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _poses = _meter.CreateCounter<long>("streamlift.poses", "{pose}", "People lifted");
        _rejected = _meter.CreateCounter<long>("streamlift.people.rejected", "{person}", "People of accepted frames that were rejected alone, by reason");
        _batchSize = _meter.CreateHistogram<int>(
            "streamlift.batch.size",
            "{pose}",
            "People in a batch",
            advice: new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] }
        );
        _duration = _meter.CreateHistogram<double>(
            "streamlift.inference.duration",
            "s",
            "Inference time of a batch",
            advice: new() { HistogramBucketBoundaries = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1] }
        );
        _changes = _meter.CreateCounter<long>("streamlift.model.changes", "{change}", "New model files, by outcome: served or refused");
        _suspect = _meter.CreateCounter<long>("streamlift.streams.suspect", "{stream}", "Streams of which something is probably wrong, by reason");
        _meter.CreateObservableCounter(
            "streamlift.frames.rigless",
            () => RiglessStreams.Counts.Select(stream => new Measurement<long>(stream.Frames, new KeyValuePair<string, object?>("stream", stream.Stream))),
            "{frame}",
            "Frames of streams that belong to no rig, by stream, where the rig is the key"
        );
        _meter.CreateObservableGauge("streamlift.model", Current, "{model}", "1 for each model that is served, by its id and the streams that it lifts");
    }

    /// <summary>Says which people were rejected.</summary>
    public RejectedPeople RejectedPeople { get; } = new();

    /// <summary>Counts frames without a rig.</summary>
    public RiglessStreams RiglessStreams { get; } = new();

    /// <summary>Says which streams have no camera, where others have one.</summary>
    public StreamLines StreamsWithoutCamera { get; } = new("no further streams without a camera are named");

    /// <summary>Sets the models that the <c>streamlift.model</c> gauge shows. Null shows none.</summary>
    public void Watch(ServedModels? models) => _models = models;

    /// <summary>Counts a new model file.</summary>
    public void ModelChanged(bool isServed) => _changes.Add(1, new KeyValuePair<string, object?>("outcome", isServed ? "served" : "refused"));

    /// <summary>Counts a stream of which something is probably wrong.</summary>
    public void StreamSuspected(string reason) => _suspect.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Records a batch after its inference.</summary>
    public void Lifted(LiftBatch batch, TimeSpan duration)
    {
        if (batch.RejectedPeople > 0)
            foreach (ref readonly var person in batch.AllPeople)
                if (person.Rejection != Rejection.None)
                    _rejected.Add(1, new KeyValuePair<string, object?>("reason", RejectionNames.Of(person.Rejection)));
        if (batch.Rows == 0)
            return;
        _poses.Add(batch.Rows);
        _batchSize.Record(batch.Rows);
        _duration.Record(duration.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Current() =>
        _models is { } models
            ? models.All.Select(served => new Measurement<int>(
                1,
                new KeyValuePair<string, object?>("model", served.Model.Current.Id),
                new KeyValuePair<string, object?>("streams", Tag(served.Streams))
            ))
            : [];

    private static string Tag(LiftedStreams streams) =>
        streams switch
        {
            LiftedStreams.All => "all",
            LiftedStreams.WithCamera => "with-camera",
            _ => "without-camera",
        };
}
