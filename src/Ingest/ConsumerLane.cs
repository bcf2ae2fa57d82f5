using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Lifter;

namespace StreamLift.Ingest;

/// <summary>
/// The first stage of a lane: one consumer of the group, on a thread of its own, filling batches. It is where cancellation enters; from
/// here shutting down flows on by completing the channel.
/// </summary>
public sealed class ConsumerLane : IDisposable
{
    private readonly LaneParts _parts;
    private readonly TimeProvider _clock;
    private readonly OffsetLedger _ledger;
    private readonly Rebalance _rebalance;
    private readonly RecordReader _reader;
    private readonly BatchFiller _filler;
    private readonly BatchPolicy _policy;
    private readonly EndWatch _end;
    private readonly BackPressure _pressure;
    private readonly IConsumer<Handled, Handled> _consumer;
    private readonly ILogger _log;
    private LiftBatch? _batch;
    private CancellationToken _fault;
    private long _beat;

    /// <param name="parts">What Host gives the lane.</param>
    /// <param name="log">Where librdkafka's own words go too.</param>
    public ConsumerLane(LaneParts parts, ILogger log)
    {
        _parts = parts;
        _clock = parts.Clock;
        _log = log;
        var options = parts.Options;
        _ledger = new OffsetLedger(Store);
        _reader = new RecordReader(parts.Layouts, new() { MaxBytes = options.MaxBytes, MaxPeople = options.MaxPeople }, options.Encoding);
        _filler = new BatchFiller(parts.Layouts, parts.Card, new ImageSizes(options.Image, parts.Card, parts.Cameras));
        _policy = parts.Policy;
        _end = new EndWatch(parts.Ends);
        _rebalance = new Rebalance(_ledger, StartPosition.Parse(options.From), FinishRevoked, log);
        _consumer = Build(ConsumerSettings.For(options, parts.Lane, parts.OnlyTopic is null));
        _pressure = new BackPressure(parts.Pool, _rebalance.Held, log);
        _beat = _clock.GetTimestamp();
    }

    /// <summary>Tells the ledger that every record of a batch has been delivered. Any thread.</summary>
    public void Delivered(LiftBatch batch) => _ledger.Delivered(batch);

    /// <summary>How long ago the poll thread last came round with a record or an empty hand.</summary>
    public TimeSpan SinceBeat => _clock.GetElapsedTime(Volatile.Read(ref _beat));

    /// <summary>Whether the group has given this lane an assignment, even an empty one.</summary>
    public bool IsAssigned => _rebalance.IsAssigned;

    /// <summary>Records not yet delivered, by partition, as the client knows the end without asking.</summary>
    public IEnumerable<(Origin Origin, long Records)> Lag() => _rebalance.Lag(_consumer);

    /// <summary>The group's metadata, for transactions. Poll thread only.</summary>
    public IConsumerGroupMetadata GroupMetadata => _consumer.ConsumerGroupMetadata;

    /// <summary>
    /// Reads until <paramref name="stop"/> or the end that was asked for, then lets what is in flight be delivered, commits and leaves the
    /// group. <paramref name="fault"/>: a later stage has failed, nothing in flight will arrive.
    /// </summary>
    /// <exception cref="KafkaException">The consumer is beyond repair.</exception>
    public void Run(CancellationToken stop, CancellationToken fault)
    {
        _fault = fault;
        try
        {
            _consumer.Subscribe(_parts.Topics);
            while (!stop.IsCancellationRequested && !fault.IsCancellationRequested && !(IsAssigned && _end.IsReached(_rebalance.Held.Current)))
                Turn();
        }
        catch (System.Threading.Channels.ChannelClosedException) when (fault.IsCancellationRequested)
        {
            // the stage that failed tells its own story
        }
        finally
        {
            Finish();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _consumer.Dispose();

    private void Turn()
    {
        _batch ??= _pressure.Take(_consumer, Poll);
        if (_batch is null)
            return;
        Poll(_policy.Patience(_batch.Count, _batch.Started, _parts.Worker.IsFree));
        if (_batch is { } batch && _policy.Leaves(batch.Count, batch.Rows, batch.Started, _parts.Worker.IsFree))
            Send(batch);
    }

    private void Poll(TimeSpan patience)
    {
        var result = Consume(patience);
        Volatile.Write(ref _beat, _clock.GetTimestamp());
        if (result is null || _rebalance.Held.Find(_parts.OnlyTopic ?? result.Topic, result.Partition.Value) is not { } origin)
            return;
        if (!result.IsPartitionEOF)
        {
            _batch ??= _pressure.Await(_fault);
            if (_batch is null) return;
            _filler.Add(_batch, _reader, origin, result.Offset.Value, result.Message.Headers, _clock.GetTimestamp());
        }

        _end.Read(origin, result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1);
    }

    private ConsumeResult<Handled, Handled>? Consume(TimeSpan patience)
    {
        try
        {
            return _consumer.Consume(patience);
        }
        catch (ConsumeException e) when (!ConsumerFaults.IsFinal(e.Error))
        {
            _log.ConsumerTrouble(e.Error.Code.ToString(), e.Error.Reason); // librdkafka goes on by itself
            return null;
        }
    }

    private void Send(LiftBatch batch)
    {
        _batch = null;
        if (batch.Count == 0)
        {
            _parts.Pool.Return(batch);
            return;
        }

        _ledger.Enter(batch);
        _parts.Telemetry.Arrived(batch);
        _parts.Worker.Hand(batch);
    }

    // Within Consume, on the poll thread: what was read of partitions that go is delivered and committed before they do.
    private void FinishRevoked(IReadOnlyCollection<Origin> going)
    {
        if (_batch is { } batch)
            Send(batch);
        if (!_ledger.WaitUntilDelivered(going, _parts.Options.DrainTimeout, _clock, _fault))
            _log.RevokedUndelivered(going.Count, _parts.Options.DrainTimeout.TotalSeconds);
        Commit();
    }

    private void Finish()
    {
        try
        {
            if (_batch is { } batch && !_fault.IsCancellationRequested)
                Send(batch);
        }
        catch (System.Threading.Channels.ChannelClosedException) when (_fault.IsCancellationRequested)
        {
            // as above
        }

        _parts.Worker.Arrived.TryComplete();
        if (!_ledger.WaitUntilDelivered(_rebalance.Held.Current, _parts.Options.DrainTimeout, _clock, _fault))
            _log.StoppedUndelivered(_parts.Options.DrainTimeout.TotalSeconds);
        Commit();
        _rebalance.Closing = true;
        _consumer.Close();
    }

    // The ledger's lock is held; any thread. Stored offsets are committed by librdkafka each second, and by Commit.
    private void Store(Origin origin, long offset)
    {
        _rebalance.Watermark(origin, offset);
        try
        {
            _consumer.StoreOffset(new TopicPartitionOffset(origin.Topic, origin.Partition, offset));
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_State or ErrorCode.Local_UnknownPartition)
        {
            // the partition went between the acknowledgement and here: its next owner reads the records again
        }
    }

    private void Commit()
    {
        try
        {
            _consumer.Commit();
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_NoOffset)
        {
            // nothing new since the last commit
        }
        catch (KafkaException e)
        {
            _log.CommitFailed(e.Error.Code.ToString(), e.Error.Reason);
        }
    }

    private IConsumer<Handled, Handled> Build(ConsumerConfig config) =>
        new ConsumerBuilder<Handled, Handled>(config)
            .SetKeyDeserializer(_reader)
            .SetValueDeserializer(_reader)
            .SetPartitionsAssignedHandler((consumer, assigned) => _rebalance.Assigned(consumer, assigned))
            .SetPartitionsRevokedHandler((_, revoked) => _rebalance.Revoked(revoked))
            .SetPartitionsLostHandler((_, lost) => _rebalance.Lost(lost))
            .SetErrorHandler((_, error) => _parts.BrokerError(error))
            .SetLogHandler((_, message) => _log.Librdkafka(message))
            .Build();
}
