using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Partitions;
using StreamLift.Ingest.Records;
using StreamLift.Ingest.State;
using StreamLift.Lanes;

namespace StreamLift.Ingest;

/// <summary>
/// The reading side of a lane: one consumer of the group, on a thread of its own, fills batches and submits them. Cancellation enters the lane here; from here
/// a shutdown follows the batches.
/// </summary>
public sealed class ConsumerLane : IDisposable
{
    private readonly IngestContext _context;
    private readonly IngestOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly AssignedPartitions _partitions = new();
    private readonly StateRestorer? _state; // null: the stage has no state to restore
    private readonly StartOffsetResolver? _starts;
    private readonly RebalanceHandler _rebalance;
    private readonly GroupMember _member;
    private readonly OffsetCommitter _committer;
    private readonly OpenBatch _batch;
    private readonly RewindHandler _rewind;
    private readonly ForeignCommits _foreign;
    private readonly EndOffsetTracker? _end; // null: the lane runs until it is stopped
    private readonly Action<AssignedPartition, long> _store;
    private readonly Action<TimeSpan> _poll;
    private readonly Action _onReplaced;
    private CancellationToken _stop;
    private CancellationToken _fault;
    private bool _hasDropped; // a record could not be kept: nothing after it may be read
    private bool _isDry; // the client had no further record
    private bool _isAbandoned; // the client is still in a call
    private long _lastPoll;

    /// <param name="context">What the lane is given.</param>
    /// <param name="log">Its log; librdkafka's own lines go there too.</param>
    public ConsumerLane(IngestContext context, ILogger log)
        : this(context, log, (config, deserializer, events) => new ConfluentPartitionClient(config, deserializer, events, context.OnBrokerError, log)) { }

    internal ConsumerLane(IngestContext context, ILogger log, Func<ConsumerConfig, RecordDeserializer, IGroupEvents, IPartitionClient> connect)
    {
        (_context, _options, _clock, _log) = (context, context.Options, context.Clock, log);
        var deserializer = new RecordDeserializer(context.Stage.Decoder, _options.Encoding, context.OutputLimit);
        var config = ConsumerSettings.For(_options, context.Lane, context.OnlyTopic is null);
        var fencing = new FencingPolicy(_clock);
        _state = StateRestorer.Of(context, log);
        if (_options.Guarantee == Guarantee.ExactlyOnce || _state is not null)
            _starts = new StartOffsetResolver(ConsumerSettings.WithoutCommitted(config), log, _state);
        _rebalance = new RebalanceHandler(_partitions, context.Stage, _starts, fencing, FinishRevoked, log, _state);
        _member = new GroupMember(() => connect(config, deserializer, _rebalance), context.Topics, config.GroupInstanceId is not null, fencing, log);
        _committer = new OffsetCommitter(_member, _options.Guarantee == Guarantee.AtLeastOnce, log);
        _batch = new OpenBatch(context, deserializer, _partitions, log);
        _rewind = new RewindHandler(_partitions, _rebalance, context.End, log);
        _end = context.End.HasEnd ? context.End : null;
        _foreign = new ForeignCommits(context.End, _partitions, _clock);
        (_store, _poll, _onReplaced) = (_committer.Store, Poll, () => _rebalance.EndAll(_member.Client));
        _lastPoll = _clock.GetTimestamp();
    }

    /// <summary>Acknowledges a batch: every record of it is delivered. Any thread.</summary>
    public void Acknowledge(RecordBatch batch)
    {
        foreach (var slice in batch.Slices)
            slice.Partition.Acknowledge(slice, _store);
    }

    /// <summary>Acknowledges a committed transaction: every record below these offsets is delivered. Any thread.</summary>
    public void Acknowledge(IReadOnlyCollection<OffsetWatermark> offsets)
    {
        foreach (var (partition, offset) in offsets)
            partition.Acknowledge(offset, _store);
    }

    /// <summary>A transaction was aborted: nothing in flight counts, and reading goes on from the committed offsets. Any thread.</summary>
    public void Rewind() => _rewind.Request();

    /// <summary>The membership under which offsets may be committed, as it is now. Any thread.</summary>
    public IConsumerGroupMetadata GroupMetadata => _member.Client.GroupMetadata;

    /// <summary>What was left of the drain timeout when <see cref="Run"/> ended; below zero: it was exceeded.</summary>
    public TimeSpan DrainLeft { get; private set; }

    /// <summary>How long ago the poll thread last returned from a poll.</summary>
    public TimeSpan SinceLastPoll => _clock.GetElapsedTime(Volatile.Read(ref _lastPoll));

    /// <summary>Whether the client has told of an assignment.</summary>
    public bool IsAssigned => _rebalance.IsAssigned;

    /// <summary>Whether the group has accepted this lane, even without partitions. It may ask the broker.</summary>
    public async Task<bool> IsMemberAsync()
    {
        if (!IsAssigned && await _member.IsAcceptedAsync(_options).ConfigureAwait(false))
            _rebalance.IsAssigned = true;
        return IsAssigned;
    }

    /// <summary>Records that are not delivered yet, by partition, as far as the client knows the partition's end.</summary>
    public IEnumerable<(AssignedPartition Partition, long Records)> Lag() => _partitions.Lag(_member.Client);

    /// <summary>Reads until <paramref name="stop"/> or the end that was asked for, lets what is in flight be delivered, commits and leaves the group.</summary>
    /// <param name="stop">Asks for the end.</param>
    /// <param name="fault">Another part of the lane has failed: nothing in flight will be delivered.</param>
    /// <exception cref="KafkaException">The consumer can't go on.</exception>
    public void Run(CancellationToken stop, CancellationToken fault)
    {
        (_stop, _fault) = (stop, fault);
        var isDelivered = false;
        if (_context.End.IsReached)
        {
            _context.Executor.Complete();
            return;
        }

        try
        {
            _member.Join();
            do
            {
                while (IsRunning && (_rewind.IsRequested || !_context.End.IsReached))
                    Turn();
            } while (IsRunning && !IsEndDelivered());
        }
        catch (ChannelClosedException) when (fault.IsCancellationRequested)
        {
            // the part that failed reports its own error
        }
        finally
        {
            isDelivered = Finish();
        }

        if (!isDelivered && !fault.IsCancellationRequested)
            throw new KafkaException(ConsumerErrors.Undelivered);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isAbandoned)
            _member.Dispose();
    }

    private bool IsRunning => !_stop.IsCancellationRequested && !_fault.IsCancellationRequested && !_hasDropped;

    // The last transaction may still be aborted: then the end has not been reached.
    private bool IsEndDelivered()
    {
        _batch.AddEnds(_stop, _fault);
        if (_options.Guarantee == Guarantee.AtLeastOnce)
            return true;
        _batch.Flush(_partitions.Current);
        AssignedPartitions.WaitUntilDelivered(_partitions.Current, _options.DrainTimeout, _clock, _fault);
        return !_rewind.IsRequested;
    }

    private void Turn()
    {
        if (_rewind.IsRequested)
            _rewind.Rewind(_member.Client);
        _starts?.SeekToKnown(_member.Client);
        _state?.Turn(_member.Client);
        _foreign.Check(_member.Client);
        if (!_batch.IsOpen)
            _batch.TryOpen(_member.Client, _poll);
        if (_batch.IsOpen && !_batch.IsDue(_isDry))
            Poll(_batch.PollTimeout);
        if (_batch.IsDue(_isDry))
            _batch.Submit();
    }

    private void Poll(TimeSpan timeout)
    {
        var polled = _member.Poll(timeout, _onReplaced, _stop);
        _rebalance.ThrowIfCommitRefused();
        var now = _clock.GetTimestamp();
        Volatile.Write(ref _lastPoll, now);
        _isDry = polled is null;
        if (polled is not { } record || _partitions.Accept(_context.OnlyTopic ?? record.Topic, record.Partition, record.Offset) is not { } partition)
            return;
        if (!record.IsPartitionEnd)
        {
            if (!_batch.WaitToOpen(_stop, _fault))
            {
                _hasDropped = true; // a later commit would go past it
                return;
            }

            partition.Read(record.Offset);
            _batch.Add(partition, record, now);
        }

        partition.Position = record.IsPartitionEnd ? record.Offset : record.Offset + 1;
        _end?.Read(partition.Topic, partition.Number, partition.Position);
    }

    // Within Poll: what was read of revoked partitions is delivered and committed before they go.
    private void FinishRevoked(IReadOnlyCollection<AssignedPartition> revoked)
    {
        try
        {
            _batch.Flush(revoked);
        }
        catch (ChannelClosedException)
        {
            // the lane has ended: what was read is not committed, and the next owner reads it again
        }

        if (!AssignedPartitions.WaitUntilDelivered(revoked, _options.DrainTimeout, _clock, _fault))
            _log.RevokedUndelivered(revoked.Count, _options.DrainTimeout.TotalSeconds);
        if (!_committer.Commit())
            _log.CommitFailed("the group took no commit while it took partitions away");
    }

    private bool Finish()
    {
        try
        {
            if (!_fault.IsCancellationRequested)
                _batch.Submit();
        }
        catch (ChannelClosedException) when (_fault.IsCancellationRequested)
        {
            // the part that failed reports its own error
        }

        _context.Executor.Complete();
        var started = _clock.GetTimestamp();
        var isDelivered = AssignedPartitions.WaitUntilDelivered(_partitions.Current, _options.DrainTimeout, _clock, _fault);
        var isAborted = _rewind.IsPending;
        if (isAborted)
            _log.StoppedAborted();
        else if (!isDelivered)
            _log.StoppedUndelivered(_options.DrainTimeout.TotalSeconds);
        _state?.End();
        var left = _options.DrainTimeout - _clock.GetElapsedTime(started);
        _isAbandoned = !(_starts?.End() ?? true) || !new GroupExit(_member, _committer, _rebalance, _clock).TryLeave(left);
        if (_isAbandoned)
            _log.LeftWithoutAnswer();
        DrainLeft = _options.DrainTimeout - _clock.GetElapsedTime(started);
        return isDelivered && !isAborted;
    }
}
