using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Records;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.FailPoints;

namespace StreamLift.Ingest;

/// <summary>
/// The first stage of a lane: one consumer of the group, on a thread of its own, filling batches. It is where cancellation enters; from
/// here shutting down flows on by completing the channel.
/// </summary>
public sealed class ConsumerLane : IDisposable
{
    private readonly IngestContext _parts;
    private readonly TimeProvider _clock;
    private readonly OffsetLedger _ledger;
    private readonly Rebalance _rebalance;
    private readonly RecordDeserializer _reader;
    private readonly ModelFiller _filler;
    private readonly BatchPolicy _policy;
    private readonly ForeignCommits _elsewhere;
    private readonly BackPressure _pressure;
    private readonly LaneClient _client;
    private readonly OffsetCommitter _commits;
    private readonly Rewind _rewind;
    private readonly ILogger _log;
    private readonly Action<TimeSpan> _poll;
    private LiftBatch? _batch;
    private CancellationToken _stop;
    private CancellationToken _fault;
    private bool _isDropped;
    private bool _isDry; // the client had no record more
    private bool _isAbandoned;
    private long _beat;

    /// <param name="parts">What Host gives the lane.</param>
    /// <param name="log">Where librdkafka's own words go too.</param>
    public ConsumerLane(IngestContext parts, ILogger log)
    {
        _parts = parts;
        _clock = parts.Clock;
        _log = log;
        var options = parts.Options;
        _ledger = new OffsetLedger((origin, offset) => _commits!.Store(origin, offset));
        _reader = new RecordDeserializer(
            parts.Layouts,
            new()
            {
                MaxBytes = options.MaxBytes,
                MaxPeople = options.MaxPeople,
                MaxFrames = options.MaxFrames,
            },
            options.Encoding,
            new StreamCameraResolver(options.Image, parts.Models.Current.Card, parts.Cameras),
            parts.OutputLimit
        );
        _filler = new ModelFiller(parts);
        _policy = parts.Policy;
        var rejoin = new FencingPolicy(parts.Clock);
        var settings = ConsumerSettings.For(options, parts.Lane, parts.OnlyTopic is null);
        _rebalance = new Rebalance(
            _ledger,
            FinishRevoked,
            going => _pressure!.Release(_client!.Current, going),
            rejoin,
            log,
            options.Guarantee == Guarantee.ExactlyOnce ? new StartOffsetResolver(ConsumerSettings.WithoutCommitted(settings), log) : null
        );
        _elsewhere = new ForeignCommits(parts.End, _rebalance, parts.Clock);
        _client = new LaneClient(
            () => ConsumerClient.Build(settings, _reader, _rebalance, offsets => _commits!.Heard(offsets), parts.BrokerError, log),
            parts.Topics,
            settings.GroupInstanceId is not null,
            _rebalance,
            rejoin,
            log
        );
        _commits = new OffsetCommitter(_client, options.Guarantee == Guarantee.AtLeastOnce, _rebalance, log);
        _rewind = new Rewind(_ledger, _rebalance, parts.End, log);
        _pressure = new BackPressure(parts.Pool, _rebalance.Held, log);
        _poll = Poll;
        _beat = _clock.GetTimestamp();
    }

    /// <summary>Tells the ledger that every record of a batch has been delivered. Any thread.</summary>
    public void Delivered(LiftBatch batch) => _ledger.Delivered(batch);

    /// <summary>Tells the ledger that a transaction has committed everything below these marks. Any thread.</summary>
    public void Committed(IReadOnlyCollection<OffsetWatermark> marks) => _ledger.Delivered(marks);

    /// <summary>A transaction was aborted: nothing that is in flight counts, and reading goes on from the committed offsets. Any thread.</summary>
    public void Rewind() => _rewind.Ask();

    /// <summary>The membership under which offsets may be committed, as it is now. Any thread.</summary>
    public IConsumerGroupMetadata Group => _client.Current.ConsumerGroupMetadata;

    /// <summary>What is left of the time to drain when it has ended; nothing is left below zero.</summary>
    public TimeSpan DrainLeft { get; private set; }

    /// <summary>How long ago the poll thread last came round with a record or an empty hand.</summary>
    public TimeSpan SinceBeat => _clock.GetElapsedTime(Volatile.Read(ref _beat));

    /// <summary>Whether the client has told of an assignment.</summary>
    public bool IsAssigned => _rebalance.IsAssigned;

    /// <summary>Whether the group has taken this lane in, even with nothing to read. It may ask the broker.</summary>
    public Task<bool> IsTakenInAsync() => _client.IsTakenInAsync(_parts.Options);

    /// <summary>Records not yet delivered, by partition, as the client knows the end without asking.</summary>
    public IEnumerable<(AssignedPartition Origin, long Records)> Lag() => _rebalance.Lag(_client.Current);

    /// <summary>
    /// Reads until <paramref name="stop"/> or the end that was asked for, then lets what is in flight be delivered, commits and leaves the
    /// group. <paramref name="fault"/>: a later stage has failed, nothing in flight will arrive.
    /// </summary>
    /// <exception cref="KafkaException">The consumer is beyond repair.</exception>
    public void Run(CancellationToken stop, CancellationToken fault)
    {
        (_stop, _fault) = (stop, fault);
        var isDelivered = false;
        if (_parts.End.IsReached)
        {
            _parts.Worker.Complete();
            return;
        }

        try
        {
            _client.Subscribe();
            do
            {
                while (GoesOn && (_rewind.IsAsked || !_parts.End.IsReached))
                    Turn();
            } while (GoesOn && !IsEndDelivered());
        }
        catch (System.Threading.Channels.ChannelClosedException) when (fault.IsCancellationRequested)
        {
            // the stage that failed tells its own story
        }
        finally
        {
            isDelivered = Finish();
        }

        if (!isDelivered && !fault.IsCancellationRequested)
            throw new KafkaException(
                new Error(
                    ErrorCode.Local_TimedOut,
                    "the output side took no more, or the last transaction was aborted: records in flight at the end were not delivered; they are "
                        + "read again at the next start"
                )
            );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isAbandoned)
            _client.Dispose();
    }

    private bool GoesOn => !_stop.IsCancellationRequested && !_fault.IsCancellationRequested && !_isDropped;

    // The last transaction may be aborted yet: then the end has not been reached.
    private bool IsEndDelivered()
    {
        if (_parts.Options.Guarantee == Guarantee.AtLeastOnce)
            return true;
        Flush(_rebalance.Held.Current);
        _ledger.WaitUntilDelivered(_rebalance.Held.Current, _parts.Options.DrainTimeout, _clock, _fault);
        return !_rewind.IsAsked;
    }

    private void Turn()
    {
        if (_rewind.IsAsked)
            _rewind.Go(_client.Current);
        _rebalance.Place(_client.Current);
        _elsewhere.Look(_client.Current);
        if (_batch is null)
        {
            var free = _pressure.Take(_client.Current, _poll);
            _batch ??= free; // while it waited a record may have come all the same, and opened a batch
        }

        if (_batch is { } open && !Leaves(open))
            Poll(_policy.PollTimeout(open.Entries, open.Started, _parts.Worker.IsFreeFor(open.Rows)));
        if (_batch is { } batch && Leaves(batch))
            Send(batch);
    }

    private bool Leaves(LiftBatch batch) =>
        _policy.IsDue(batch.Entries, batch.Rows, batch.BytesKept, batch.Started, _parts.Worker.IsFreeFor(batch.Rows), _isDry);

    private void Poll(TimeSpan patience)
    {
        var result = _client.Consume(patience, _stop);
        _commits.ThrowIfRefused();
        Volatile.Write(ref _beat, _clock.GetTimestamp());
        _isDry = result is null;
        if (result is null || _rebalance.Held.Take(_parts.OnlyTopic ?? result.Topic, result.Partition.Value, result.Offset.Value) is not { } origin)
            return;
        if (!result.IsPartitionEOF)
        {
            _batch ??= _pressure.Await(_stop, _fault);
            if (_batch is null)
            {
                _isDropped = true; // nothing after this record may be read: it would be committed past
                return;
            }

            origin.Read(result.Offset.Value);
            _filler.Add(_batch, _reader, origin, result.Offset.Value, result.Message.Headers, _clock.GetTimestamp());
        }

        _parts.End.Read(origin.Topic, origin.Partition, result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1);
    }

    private void Send(LiftBatch batch)
    {
        _batch = null;
        if (batch.Count == 0 && !batch.IsUrgent)
        {
            _parts.Pool.Return(batch);
            return;
        }

        _ledger.Enter(batch);
        FailPoint.Hit(FailPointStep.Consume);
        _parts.Telemetry.Arrived(batch);
        if (_parts.Worker.Submit(batch))
            _parts.Deliver();
    }

    // Within Consume, on the poll thread: what was read of partitions that go is delivered and committed before they do.
    private void FinishRevoked(IReadOnlyCollection<AssignedPartition> going)
    {
        Flush(going);
        if (!_ledger.WaitUntilDelivered(going, _parts.Options.DrainTimeout, _clock, _fault))
            _log.RevokedUndelivered(going.Count, _parts.Options.DrainTimeout.TotalSeconds);
        if (!_commits.Commit())
            _log.CommitFailed(nameof(ErrorCode.RebalanceInProgress), "while partitions go");
    }

    // What was read sets out, and where a transaction would take its time it is told to hurry.
    private void Flush(IReadOnlyCollection<AssignedPartition> waitedFor)
    {
        if (_batch is { } batch)
            Send(batch);
        if (
            _parts.Options.Guarantee == Guarantee.AtLeastOnce
            || _ledger.IsDelivered(waitedFor)
            || _parts.Pool.Take(_parts.Options.DrainTimeout) is not { } word
        )
            return;
        word.IsUrgent = true;
        Send(word);
    }

    private bool Finish()
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

        _parts.Worker.Complete();
        var started = _clock.GetTimestamp();
        var isDelivered = _ledger.WaitUntilDelivered(_rebalance.Held.Current, _parts.Options.DrainTimeout, _clock, _fault);
        var isAborted = _rewind.IsOwed;
        if (isAborted)
            _log.StoppedAborted();
        else if (!isDelivered)
            _log.StoppedUndelivered(_parts.Options.DrainTimeout.TotalSeconds);
        _isAbandoned =
            !_rebalance.EndPlacing() || !new GroupExit(_client, _commits, _rebalance, _clock).Go(_parts.Options.DrainTimeout - _clock.GetElapsedTime(started));
        if (_isAbandoned)
            _log.LeftUnsaid();
        DrainLeft = _parts.Options.DrainTimeout - _clock.GetElapsedTime(started);
        return isDelivered && !isAborted;
    }
}
