using System.Diagnostics.Metrics;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest;

/// <summary>Figures of reading; recorded once a batch, or when somebody looks.</summary>
public sealed class IngestTelemetry : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "StreamLift.Ingest";

    private readonly Meter _meter;
    private readonly Counter<long> _framesIn;
    private readonly List<ConsumerLane> _lanes = [];
    private readonly List<BatchPool> _pools = [];

    /// <param name="meters">Makes the meter.</param>
    public IngestTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _framesIn = _meter.CreateCounter<long>("streamlift.frames.in", "{frame}", "Frames read, and records that hold none");
        _meter.CreateObservableGauge("streamlift.lag", Lag, "{record}", "Records of a partition not yet delivered");
        _meter.CreateObservableGauge("streamlift.pool.free", FreeBatches, "{batch}", "Batches that are free");
    }

    /// <summary>Watches a lane.</summary>
    public void Watch(ConsumerLane lane, BatchPool pool)
    {
        lock (_lanes)
        {
            _lanes.Add(lane);
            _pools.Add(pool);
        }
    }

    /// <summary>Forgets the lanes: they have ended.</summary>
    public void Forget()
    {
        lock (_lanes)
        {
            _lanes.Clear();
            _pools.Clear();
        }
    }

    /// <summary>A batch is on its way.</summary>
    public void Arrived(LiftBatch batch) => _framesIn.Add(batch.Entries);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private List<Measurement<long>> Lag()
    {
        lock (_lanes)
        {
            return
            [
                .. _lanes
                    .SelectMany(lane => lane.Lag())
                    .Select(lag => new Measurement<long>(
                        lag.Records,
                        new KeyValuePair<string, object?>("topic", lag.Origin.Topic),
                        new KeyValuePair<string, object?>("partition", lag.Origin.Partition)
                    )),
            ];
        }
    }

    private long FreeBatches()
    {
        lock (_lanes)
            return _pools.Sum(pool => pool.Free);
    }
}
