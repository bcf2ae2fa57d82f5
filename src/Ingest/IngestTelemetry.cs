using System.Diagnostics.Metrics;
using StreamLift.Lanes;

namespace StreamLift.Ingest;

/// <summary>Metrics of reading, recorded once per batch, or when they are collected.</summary>
public sealed class IngestTelemetry : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "StreamLift.Ingest";

    private readonly StageName _stage;
    private readonly Meter _meter;
    private readonly Counter<long> _framesIn;
    private readonly List<ConsumerLane> _lanes = [];
    private readonly List<BatchPool> _pools = [];

    /// <param name="meters">Makes the meter.</param>
    /// <param name="stage">The stage that reads.</param>
    public IngestTelemetry(IMeterFactory meters, StageName stage)
    {
        _stage = stage;
        _meter = meters.Create(MeterName);
        _framesIn = _meter.CreateCounter<long>("streamlift.frames.in", "{frame}", "Frames read, and records without frames");
        _meter.CreateObservableGauge("streamlift.lag", Lag, "{record}", "Records of a partition that are not delivered yet");
        _meter.CreateObservableGauge("streamlift.pool.free", FreeBatches, "{batch}", "Free batches");
    }

    /// <summary>Adds a lane to the gauges.</summary>
    public void Add(ConsumerLane lane, BatchPool pool)
    {
        lock (_lanes)
        {
            _lanes.Add(lane);
            _pools.Add(pool);
        }
    }

    /// <summary>Removes the lanes: they have ended.</summary>
    public void Clear()
    {
        lock (_lanes)
        {
            _lanes.Clear();
            _pools.Clear();
        }
    }

    /// <summary>A batch has been read.</summary>
    public void Read(RecordBatch batch) => _framesIn.Add(batch.Entries, _stage.Tag);

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
                        _stage.Tag,
                        new KeyValuePair<string, object?>("topic", lag.Partition.Topic),
                        new KeyValuePair<string, object?>("partition", lag.Partition.Number)
                    )),
            ];
        }
    }

    private Measurement<long> FreeBatches()
    {
        lock (_lanes)
            return new(_pools.Sum(pool => pool.Free), _stage.Tag);
    }
}
