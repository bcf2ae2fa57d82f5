using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.FailPoints;
using StreamLift.Wire;

namespace StreamLift.Sink.Delivery;

/// <summary>At least once: when a whole batch is delivered the ledger is told and the batch given back.</summary>
internal sealed class IdempotentDelivery : IDelivery, IRejectionHandler
{
    private readonly SinkContext _parts;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly OutputSender _outbox;
    private readonly ConcurrentBag<DeliveryCountdown> _tallies = [];
    private readonly InFlight _inFlight = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _stage = new(); // whoever holds it is the stage: the sink's thread, or the poll thread
    private readonly bool _hasRoom;
    private Handover? _lifted;

    /// <param name="parts">What Host gives the lane.</param>
    /// <param name="log">Where librdkafka's own words go.</param>
    public IdempotentDelivery(SinkContext parts, ILogger log)
    {
        _parts = parts;
        var settings = ProducerSettings.For(parts);
        _hasRoom = HasRoom(settings);
        _producer = new ProducerBuilder<byte[]?, byte[]?>(settings)
            .SetErrorHandler((_, error) => parts.BrokerError(error))
            .SetLogHandler((_, message) => log.Librdkafka(message))
            .Build();
        _outbox = new OutputSender(parts, this) { Producer = _producer };
    }

    /// <inheritdoc/>
    public Task Failed => _failed.Task;

    /// <inheritdoc/>
    public bool HasFailed => _failed.Task.IsFaulted;

    /// <inheritdoc/>
    public void Run(Handover lifted)
    {
        _lifted = lifted;
        while (true)
        {
            if (_failed.Task.IsFaulted)
                _failed.Task.GetAwaiter().GetResult();
            lock (_stage)
                Go(lifted);
            if (lifted.IsOver && _inFlight.IsEmpty)
            {
                lifted.ThrowIfFaulted();
                return;
            }

            lifted.Bell.Wait();
        }
    }

    /// <inheritdoc/>
    public void Nudge(Handover lifted)
    {
        _lifted = lifted;
        Interlocked.MemoryBarrier();
        if (!_inFlight.IsEmpty)
            return; // the next delivery rings: what lies there was put in before this look, and is looked for after that count
        if (!_hasRoom || !_stage.TryEnter())
        {
            lifted.Bell.Ring();
            return;
        }

        try
        {
            Go(lifted);
        }
        catch (Exception e)
        {
            Fail(e); // it is the sink's own, whichever thread it happens on
        }
        finally
        {
            _stage.Exit();
        }
    }

    /// <inheritdoc/>
    public int RejectionCount(in InputRecord arrival) => 0;

    /// <inheritdoc/>
    public void OnDeadLettered(LiftBatch batch, int index) => batch.Reject(index, Rejection.OutputTooLarge);

    /// <inheritdoc/>
    // not on the thread that empties the queue
    public void OnTooLarge(AssignedPartition origin, long offset, DeliveryCountdown tally, Action sendSmaller) => _ = Task.Run(() => Guarded(sendSmaller));

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    // Records that wait behind a request in flight keep librdkafka's thread polling without a pause until the broker answers (an idempotent
    // producer has one request a partition under way): a core, where two do everything. So what is lifted meanwhile waits here, encoded.
    private void Go(Handover lifted)
    {
        Load(lifted);
        Interlocked.MemoryBarrier(); // a delivery that isn't seen here sees what is loaded
        if (!_inFlight.IsIdle || !_outbox.HasEncoded)
            return;
        _inFlight.Ship();
        _outbox.Send();
    }

    private void Load(Handover lifted)
    {
        while (lifted.TryRead(out var batch))
        {
            _inFlight.Enter();
            var tally = _tallies.TryTake(out var used) ? used : NewTally();
            tally.Open(batch);
            _outbox.Encode(batch, tally);
        }
    }

    // The client swallows what its handlers throw, and the batch would never be acknowledged: a fault there ends the lane like any other.
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Fail(Exception e)
    {
        _failed.TrySetException(e);
        _lifted?.Bell.Ring();
    }

    // Each ring wakes the sink's thread: only for what it can do.
    private void RingFor(Handover lifted)
    {
        if (_outbox.HasEncoded || lifted.IsWaiting || lifted.IsOver)
            lifted.Bell.Ring();
    }

    // The poll thread may not wait for room in the client's queue. A few batches have it in any queue but one made very small.
    private static bool HasRoom(ProducerConfig settings) =>
        settings is { QueueBufferingMaxMessages: null or >= 10_000, QueueBufferingMaxKbytes: null or >= 100_000 };

    private DeliveryCountdown NewTally() =>
        new(
            tally =>
                Guarded(() =>
                {
                    FailPoint.Hit(FailPointStep.Flush);
                    var batch = tally.Detach();
                    _tallies.Add(tally);
                    _parts.Telemetry.Delivered(batch, _parts.Clock);
                    _parts.Upstream.Delivered(batch);
                    FailPoint.Hit(FailPointStep.Offsets);
                    _parts.Upstream.Release(batch);
                    _inFlight.Leave();
                    RingFor(_lifted!);
                }),
            error =>
            {
                Fail(DeliveryException.OfRecord(_parts.Options, error));
                return false; // never counted as delivered: the batch stays open and the process ends
            }
        );
}
