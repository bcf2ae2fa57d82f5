using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.State;

/// <summary>
/// At least once, for a stage with state. The state of a batch is sent once its output and that of all batches before it are acknowledged, the newest of
/// several batches in one round, and the offsets are acknowledged once their state is. So after any fault the state is never ahead of the output and never
/// behind the committed offsets. Batches are opened by whoever sends; delivered on the client's thread; rounds are sent by the sender.
/// </summary>
internal sealed class StateAfterOutput
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SinkContext _context;
    private readonly Action<IReadOnlyCollection<OffsetWatermark>> _acknowledge;
    private readonly Action<Exception> _fail;
    private readonly StateSender _sender;
    private readonly Lock _lock = new();
    private readonly Queue<RecordBatch> _open = []; // in the order they were read
    private readonly HashSet<RecordBatch> _delivered = []; // those of the open ones whose output is acknowledged
    private readonly Dictionary<AssignedPartition, long> _offsets = []; // of the batches whose changes wait
    private readonly ReportHandler _receiver;
    private StateChanges _changes = new(); // that wait
    private StateChanges _sending = new(); // sender only
    private IReadOnlyCollection<OffsetWatermark> _sent = []; // of the round in flight
    private int _unanswered; // records of the round in flight, and one while they are being sent
    private bool _isInFlight;
    private long? _began;
    private bool _isUrgent;

    /// <param name="topic">The state topic.</param>
    /// <param name="context">What the sink is given.</param>
    /// <param name="acknowledge">Told of the offsets whose state is acknowledged.</param>
    /// <param name="rejections">Says whether sending more is pointless.</param>
    /// <param name="fail">Told of a failure.</param>
    public StateAfterOutput(
        StateTopic topic,
        SinkContext context,
        Action<IReadOnlyCollection<OffsetWatermark>> acknowledge,
        IRejectionHandler rejections,
        Action<Exception> fail
    )
    {
        (_context, _acknowledge, _fail) = (context, acknowledge, fail);
        _sender = new StateSender(topic, context, rejections);
        _receiver = new ReportHandler(OnReport, isReused: true);
    }

    /// <summary>Whether everything delivered is acknowledged.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
                return _open.Count == 0 && _offsets.Count == 0 && !_isInFlight;
        }
    }

    /// <summary>Whether the state topic takes too long: no further batch is to be sent until it has answered.</summary>
    public bool IsOverdue
    {
        get
        {
            lock (_lock)
                return _isInFlight && _began is { } began && _context.Clock.GetElapsedTime(began) > _context.Options.Interval + Patience;
        }
    }

    /// <summary>How long until the next round is due; infinite while there is nothing to send, or a round in flight.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_lock)
            {
                if (_offsets.Count == 0 || _isInFlight)
                    return Timeout.InfiniteTimeSpan;
                if (_isUrgent || _began is not { } began)
                    return TimeSpan.Zero;
                var left = _context.Options.Interval - _context.Clock.GetElapsedTime(began);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>A batch is about to be encoded.</summary>
    public void Open(RecordBatch batch)
    {
        lock (_lock)
            _open.Enqueue(batch);
    }

    /// <summary>The output of a batch is acknowledged. The batch is returned to the pool once those before it are acknowledged too. Any thread.</summary>
    /// <returns>Whether the sender has something new to wait for.</returns>
    public bool Delivered(RecordBatch batch)
    {
        lock (_lock)
        {
            var (wasEmpty, wasUrgent) = (_offsets.Count == 0, _isUrgent);
            _delivered.Add(batch);
            while (_open.TryPeek(out var head) && _delivered.Remove(head))
            {
                _open.Dequeue();
                _changes.Add(head);
                foreach (var slice in head.Slices)
                    _offsets[slice.Partition] = slice.NextOffset;
                _isUrgent |= head.IsUrgent;
                _context.Pool.Return(head);
            }

            return (wasEmpty && _offsets.Count > 0) || (_isUrgent && !wasUrgent);
        }
    }

    /// <summary>Sends what waits, where a round is due and none is in flight. Sender only.</summary>
    /// <param name="producer">The client.</param>
    /// <param name="isLast">Whether nothing more comes: the round is due.</param>
    public void TrySend(IRecordProducer producer, bool isLast)
    {
        lock (_lock)
        {
            _isUrgent |= isLast;
            if (Left != TimeSpan.Zero)
                return;
            _sent = [.. _offsets.Select(end => new OffsetWatermark(end.Key, end.Value))];
            _offsets.Clear();
            (_changes, _sending) = (_sending, _changes);
            (_isInFlight, _isUrgent, _began) = (true, false, _context.Clock.GetTimestamp());
            Volatile.Write(ref _unanswered, 1); // so that early reports can't end the round
        }

        _sender.Send(_sending, producer, _receiver, () => Interlocked.Increment(ref _unanswered));
        _sending.Clear();
        CountDown();
    }

    private void OnReport(Error? error)
    {
        // nobody else ends the lane for what is thrown here
        try
        {
            if (error is { IsError: true })
                _fail(DeliveryException.OfState(_context, error));
            else
                CountDown();
        }
        catch (Exception e)
        {
            _fail(e);
        }
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _unanswered) > 0)
            return;
        FailPoint.Hit(FailPointStep.StateFlush);
        _acknowledge(_sent);
        FailPoint.Hit(FailPointStep.Offsets);
        lock (_lock)
            _isInFlight = false;
        _context.Queue.WakeSender();
    }
}
