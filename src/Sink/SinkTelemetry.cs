using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Records;
using StreamLift.Sink.Transactions;
using StreamLift.Wire;

namespace StreamLift.Sink;

/// <summary>Metrics of delivery, recorded once per batch.</summary>
public sealed class SinkTelemetry : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "StreamLift.Sink";

    /// <summary>The activity source's name: one span per batch.</summary>
    public const string ActivitySourceName = "StreamLift";

    private const int MaxLinks = 16;
    private static readonly ActivitySource Source = new(ActivitySourceName);
    private static readonly CommitStep[] Steps = Enum.GetValues<CommitStep>();

    private readonly StageName _stage;
    private readonly string _span;
    private readonly Meter _meter;
    private readonly Counter<long> _framesOut;
    private readonly Counter<long> _rejected;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _committed;
    private readonly Counter<long> _aborted;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _step;
    private readonly StreamCounts _skipped = new();
    private readonly ConcurrentDictionary<Rejection, long> _letters = [];
    private readonly BatchCounts _batch = new(); // one batch at a time, of any lane
    private long _outTotal;
    private long _rejectedTotal;

    /// <param name="meters">Makes the meter.</param>
    /// <param name="stage">The stage that writes.</param>
    public SinkTelemetry(IMeterFactory meters, StageName stage)
    {
        (_stage, _span) = (stage, $"{stage.Value} batch");
        _meter = meters.Create(MeterName);
        _framesOut = _meter.CreateCounter<long>("streamlift.frames.out", "{frame}", "Frames whose poses were delivered");
        _rejected = _meter.CreateCounter<long>("streamlift.frames.rejected", "{frame}", "Records delivered to the dead-letter topic, by reason");
        _meter.CreateObservableCounter(
            "streamlift.frames.skipped",
            () => Skipped.Select(stream => new Measurement<long>(stream.Frames, stage.Tag, new KeyValuePair<string, object?>("stream", stream.Stream))),
            "{frame}",
            "Frames past the deadline that were not lifted, by stream; of the streams after the first 100 together under an empty name"
        );
        _latency = _meter.CreateHistogram<double>(
            "streamlift.latency",
            "s",
            "Capture to delivery, of each batch's first frame",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30] }
        );
        _committed = _meter.CreateCounter<long>("streamlift.transactions.committed", "{transaction}", "Transactions committed");
        _aborted = _meter.CreateCounter<long>("streamlift.transactions.aborted", "{transaction}", "Transactions aborted; their records are read again");
        _commit = _meter.CreateHistogram<double>(
            "streamlift.transactions.commit.duration",
            "s",
            "From the last record sent to the commit acknowledged",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30] }
        );
        _step = _meter.CreateHistogram<double>(
            "streamlift.transactions.step.duration",
            "s",
            "The steps of a commit: records, flush, offsets, commit, and own, which is what lies between them",
            advice: new() { HistogramBucketBoundaries = [0.0001, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1, 30] }
        );
    }

    /// <summary>Frames whose poses were delivered since the start.</summary>
    public long Out => Interlocked.Read(ref _outTotal);

    /// <summary>Dead letters delivered since the start.</summary>
    public long Rejected => Interlocked.Read(ref _rejectedTotal);

    /// <summary>Dead letters delivered since the start, by reason.</summary>
    public IReadOnlyDictionary<Rejection, long> RejectedByReason => _letters;

    /// <summary>Says which record was the first of its reason to be rejected.</summary>
    public FirstDeadLetters FirstDeadLetters { get; } = new();

    /// <summary>
    /// Frames past the deadline since the start whose offsets may be committed, by stream: the first 100 of them; all others together under an empty name.
    /// </summary>
    public IReadOnlyList<(string Stream, long Frames)> Skipped
    {
        get
        {
            lock (_skipped)
                return [.. _skipped.Read()];
        }
    }

    /// <summary>A batch is delivered.</summary>
    public void Delivered(RecordBatch batch, TimeProvider clock)
    {
        lock (_batch)
        {
            _batch.Clear();
            batch.AddTo(_batch);
            Count(_batch, clock);
        }

        Trace(batch, clock);
    }

    /// <summary>A transaction is committed: only now is what it holds delivered.</summary>
    internal void Committed(BatchCounts counts, TimeProvider clock, CommitSteps steps)
    {
        _committed.Add(1, _stage.Tag);
        _commit.Record(steps.Total.TotalSeconds, _stage.Tag);
        foreach (var step in Steps)
            _step.Record(steps[step].TotalSeconds, _stage.Tag, new KeyValuePair<string, object?>("step", NameOf(step)));
        Count(counts, clock);
    }

    /// <summary>A transaction has been aborted.</summary>
    internal void Aborted() => _aborted.Add(1, _stage.Tag);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Count(BatchCounts counts, TimeProvider clock)
    {
        if (counts.Late is { } late)
            lock (_skipped)
                _skipped.Add(late);
        foreach (var (reason, letters) in counts.Rejected)
        {
            _rejected.Add(letters, _stage.Tag, new KeyValuePair<string, object?>("reason", RejectionNames.Of(reason)));
            Interlocked.Add(ref _rejectedTotal, letters);
            _letters.AddOrUpdate(reason, letters, (_, before) => before + letters);
        }

        _framesOut.Add(counts.Frames, _stage.Tag);
        Interlocked.Add(ref _outTotal, counts.Frames);
        foreach (var captured in counts.Captured)
            _latency.Record(SecondsSince(captured, clock), _stage.Tag);
    }

    private static string NameOf(CommitStep step) =>
        step switch
        {
            CommitStep.Records => "records",
            CommitStep.Flush => "flush",
            CommitStep.Offsets => "offsets",
            CommitStep.Commit => "commit",
            _ => "own",
        };

    private static double SecondsSince(long unixMs, TimeProvider clock) => Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds() - unixMs) / 1000.0;

    /// <summary>
    /// Records one span for a delivered batch, from its first record to its delivery, linked to the trace contexts of its first records, and the events of
    /// its records; nothing without a listener.
    /// </summary>
    internal void Trace(RecordBatch batch, TimeProvider clock)
    {
        RecordEvents.Log.Delivered(batch);
        if (!Source.HasListeners() || batch.Count == 0)
            return;
        var start = clock.GetUtcNow() - clock.GetElapsedTime(batch.Started);
        using var span = Source.StartActivity(_span, ActivityKind.Consumer, default(ActivityContext), links: Links(batch), startTime: start);
        span?.SetTag("streamlift.records", batch.Count)
            .SetTag("streamlift.poses", batch.Rows)
            .SetTag("streamlift.model", Encoding.UTF8.GetString(batch.ModelId));
    }

    private static List<ActivityLink> Links(RecordBatch batch)
    {
        var links = new List<ActivityLink>();
        foreach (ref readonly var record in batch.Records)
        {
            if (links.Count == MaxLinks)
                break;
            if (
                record.Headers is Headers headers
                && headers.TryGetLastBytes("traceparent", out var parent)
                && parent is not null
                && ActivityContext.TryParse(Encoding.ASCII.GetString(parent), State(headers), isRemote: true, out var context)
            )
                links.Add(new ActivityLink(context));
        }

        return links;
    }

    private static string? State(Headers headers) =>
        headers.TryGetLastBytes("tracestate", out var state) && state is not null ? Encoding.ASCII.GetString(state) : null;
}
