using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Lanes;
using StreamLift.Sink.Client;
using StreamLift.Sink.State;
using StreamLift.Wire;

namespace StreamLift.Sink.Delivery;

/// <summary>At least once: when a whole batch is delivered, the reading side acknowledges it and the batch is returned to the pool.</summary>
internal sealed class IdempotentDelivery : IDelivery, IRejectionHandler
{
    // at full load, of a lane's 16
    private const int MostHeld = 4;

    private readonly SinkContext _context;
    private readonly Action<RecordBatch> _acknowledge;
    private readonly OrderedBatchQueue _queue;
    private readonly RecordProducer _producer;
    private readonly OutputSender _sender;
    private readonly ConcurrentBag<DeliveryCountdown> _countdowns = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _sending = new(); // held by the thread that encodes and sends: the sender, or the poll thread
    private readonly bool _canSendInline;
    private readonly StateAfterOutput? _state; // of a stage that has state
    private int _held; // batches that are encoded and not sent

    /// <param name="context">What the lane is given.</param>
    /// <param name="source">The reading side.</param>
    /// <param name="log">Where librdkafka's own lines go.</param>
    public IdempotentDelivery(SinkContext context, SourceCallbacks source, ILogger log)
    {
        (_context, _acknowledge, _queue) = (context, source.Delivered, context.Queue);
        var settings = ProducerSettings.For(context);
        _canSendInline = HasLargeQueue(settings);
        _producer = new RecordProducer(settings, context.OnBrokerError, log);
        _producer.Prepare(context.Options.Output);
        _sender = new OutputSender(context, this);
        if (context.StateTopic is { } topic)
            _state = new StateAfterOutput(topic, context, source.Committed, this, Fail);
    }

    /// <inheritdoc/>
    public Task Failed => _failed.Task;

    /// <inheritdoc/>
    public bool HasFailed => _failed.Task.IsFaulted;

    /// <inheritdoc/>
    public void Run()
    {
        while (true)
        {
            if (_failed.Task.IsFaulted)
                _failed.Task.GetAwaiter().GetResult();
            lock (_sending)
                Send();
            var isLast = _queue.IsCompleted && _queue.IsDelivered;
            TrySendState(isLast);
            if (isLast && (_state?.IsIdle ?? true))
            {
                _queue.ThrowIfFaulted();
                return;
            }

            _queue.Wait(_state?.Left ?? Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void SendInline()
    {
        if (!_queue.IsDelivered)
            return; // the next delivery wakes the sender, which takes the batch
        if (!_canSendInline || !_sending.TryEnter())
        {
            _queue.WakeSender();
            return;
        }

        try
        {
            Send();
        }
        catch (Exception e)
        {
            Fail(e); // it ends this side, whichever thread it happens on
        }
        finally
        {
            _sending.Exit();
        }
    }

    /// <inheritdoc/>
    public int RejectionCount(in InputRecord record) => 0;

    /// <inheritdoc/>
    public void OnDeadLettered(RecordBatch batch, int index) => batch.Reject(index, Rejection.OutputTooLarge);

    /// <inheritdoc/>
    public void OnTooLarge(AssignedPartition partition, long offset, DeliveryCountdown countdown, Action sendSmaller)
    {
        _ = Task.Run(() => Guard(sendSmaller)); // not on the thread that empties the client's queue
    }

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    // Records that wait behind a request in flight keep librdkafka's thread polling without a pause until the broker answers (an idempotent producer has one
    // request per partition in flight): one core of two. So what is processed meanwhile waits here, encoded, and is sent in one burst. While batches wait for a
    // worker, a burst is worth several of them: a request costs the client and the broker much the same whatever it holds.
    private void Send()
    {
        while (_state is not { IsOverdue: true } && _queue.TryTake(out var batch))
        {
            _state?.Open(batch);
            var countdown = _countdowns.TryTake(out var used) ? used : new DeliveryCountdown(OnDelivered, OnFailed);
            countdown.Open(batch);
            _sender.Encode(batch, countdown, _producer);
            _held++;
        }

        if (!_queue.IsSentDelivered || (_state is null && _held < MostHeld && _queue.HasBacklog))
            return;
        _held = 0;
        _queue.MarkSent();
        if (!_sender.HasEncoded)
            return;
        try
        {
            _sender.Send(_producer);
        }
        catch (KafkaException e)
        {
            Throw(DeliveryException.OfRecord(_context.Options, e.Error)); // what the client knows of a topic already, it doesn't wait to report
        }
    }

    private void TrySendState(bool isLast)
    {
        try
        {
            _state?.TrySend(_producer, isLast);
        }
        catch (KafkaException e)
        {
            Throw(DeliveryException.OfState(_context, e.Error));
        }
    }

    // the first failure counts: the client refuses records after it for other reasons
    private void Throw(DeliveryException failure)
    {
        Fail(failure);
        _failed.Task.GetAwaiter().GetResult();
    }

    // Of what is thrown here the client only tells as of an error, and the batch would never be acknowledged: a fault here ends the lane like any other.
    private void OnDelivered(DeliveryCountdown countdown)
    {
        try
        {
            FailPoint.Hit(FailPointStep.Flush);
            var batch = countdown.Detach();
            _countdowns.Add(countdown);
            _context.Telemetry.Delivered(batch, _context.Clock);
            var wakes = _state?.Delivered(batch) ?? false;
            if (_state is null)
            {
                _acknowledge(batch);
                FailPoint.Hit(FailPointStep.Offsets);
                _context.Pool.Return(batch);
            }

            _queue.MarkDelivered(wakes);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    // Never counted as delivered: the batch stays open and the process ends.
    private bool OnFailed(Error error)
    {
        Fail(DeliveryException.OfRecord(_context.Options, error));
        return false;
    }

    private void Guard(Action action)
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
        _queue.WakeSender();
    }

    // The poll thread may not wait for room in the client's queue. A few batches fit any queue that was not made very small.
    private static bool HasLargeQueue(ProducerConfig settings) =>
        settings is { QueueBufferingMaxMessages: null or >= 10_000, QueueBufferingMaxKbytes: null or >= 100_000 };
}
