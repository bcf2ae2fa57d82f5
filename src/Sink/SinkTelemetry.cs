using System.Diagnostics.Metrics;
using StreamLift.Lifter;
using StreamLift.Wire;

namespace StreamLift.Sink;

/// <summary>Figures of delivery; recorded once a batch.</summary>
public sealed class SinkTelemetry : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "StreamLift.Sink";

    private readonly Meter _meter;
    private readonly Counter<long> _framesOut;
    private readonly Counter<long> _rejected;
    private readonly Histogram<double> _latency;
    private long _outTotal;
    private long _rejectedTotal;

    /// <param name="meters">Makes the meter.</param>
    public SinkTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _framesOut = _meter.CreateCounter<long>("streamlift.frames.out", "{frame}", "Pose records delivered");
        _rejected = _meter.CreateCounter<long>("streamlift.frames.rejected", "{frame}", "Records delivered to the dead-letter topic, by reason");
        _latency = _meter.CreateHistogram<double>("streamlift.latency", "s", "Capture to delivery, of each batch's first frame",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30] });
    }

    /// <summary>Pose records delivered since the start.</summary>
    public long Out => Interlocked.Read(ref _outTotal);

    /// <summary>Dead letters delivered since the start.</summary>
    public long Rejected => Interlocked.Read(ref _rejectedTotal);

    /// <summary>A batch has been delivered.</summary>
    public void Delivered(LiftBatch batch, TimeProvider clock)
    {
        var good = 0;
        long? captured = null;
        foreach (ref readonly var arrival in batch.Arrivals)
        {
            if (arrival.Rejection == Rejection.None)
            {
                captured ??= arrival.TimestampMs;
                good++;
            }
            else
            {
                _rejected.Add(1, new KeyValuePair<string, object?>("reason", RejectionNames.Of(arrival.Rejection)));
            }
        }

        _framesOut.Add(good);
        Interlocked.Add(ref _outTotal, good);
        Interlocked.Add(ref _rejectedTotal, batch.Count - good);
        if (captured is { } then)
            _latency.Record(Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds() - then) / 1000.0);
        BatchTrace.Delivered(batch, clock);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
