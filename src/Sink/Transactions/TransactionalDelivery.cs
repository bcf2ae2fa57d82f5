using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.BrokerErrors;
using StreamLift.Lanes;
using StreamLift.Sink.Delivery;
using StreamLift.Sink.State;

namespace StreamLift.Sink.Transactions;

/// <summary>
/// Exactly once: output records and the offsets of their input go in one transaction. A batch is returned to the pool when it is delivered, and acknowledged
/// when the transaction is committed. An error aborts the transaction, and the reading side starts again from the committed offsets.
/// </summary>
internal sealed class TransactionalDelivery : IDelivery
{
    private readonly SinkContext _context;
    private readonly SourceCallbacks _source;
    private readonly OrderedBatchQueue _queue;
    private readonly ILogger _log;
    private readonly LaneProducer _producer;
    private readonly OpenTransaction _transaction = new();
    private readonly CommitPolicy _policy;
    private readonly CommitMarkerDelay _delay;
    private readonly TransactionReports _reports;
    private readonly TransactionErrorClassifier _errors;
    private readonly OutputSender _sender;
    private readonly StateSender? _state; // of a stage that has state
    private readonly StateChanges _changes = new();
    private readonly CommitSteps _steps;

    /// <param name="context">What the lane is given.</param>
    /// <param name="source">The reading side.</param>
    /// <param name="calls">Monitors the client's calls.</param>
    /// <param name="log">Where aborts are told.</param>
    public TransactionalDelivery(SinkContext context, SourceCallbacks source, CallMonitor calls, ILogger log)
    {
        (_context, _source, _queue, _log) = (context, source, context.Queue, log);
        _policy = new CommitPolicy(context.Options.Interval, context.Clock);
        _delay = new CommitMarkerDelay(context.Clock);
        _steps = new CommitSteps(context.Clock);
        _reports = new TransactionReports(_transaction, context);
        _producer = new LaneProducer(context, calls, _reports.AbandonAll, log);
        _errors = new TransactionErrorClassifier(_producer.Current.Timeout);
        _sender = new OutputSender(context, _reports);
        if (context.StateTopic is { } topic)
            _state = new StateSender(topic, context, _reports);
    }

    /// <inheritdoc/>
    public Task Failed => _reports.Failed;

    /// <inheritdoc/>
    public void Run()
    {
        _producer.Init(_errors);
        while (true)
        {
            if (_queue.IsSentDelivered)
                _delay.Answered();
            if (_queue.TryTake(out var batch))
                Add(batch);
            else if (_queue.IsSentDelivered && _sender.HasEncoded && _delay.Left == TimeSpan.Zero)
                TrySend();
            else if (_queue.IsCompleted)
                break;
            else if (!_transaction.IsOpen)
                _queue.Wait(Timeout.InfiniteTimeSpan);
            else if (TimeToCommit == TimeSpan.Zero)
                Commit();
            else
                _queue.Wait(_queue.IsSentDelivered && _sender.HasEncoded ? _delay.Left : TimeToCommit);
        }

        _queue.ThrowIfFaulted();
        if (_transaction.IsOpen)
            Commit();
    }

    /// <inheritdoc/>
    public void SendInline() => _queue.WakeSender(); // a transaction belongs to one thread

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    // Not before the transaction's first records may be sent.
    private TimeSpan TimeToCommit => _policy.Left > _delay.Left ? _policy.Left : _delay.Left;

    // Encoded, it waits until the burst before is delivered, as with at-least-once (IdempotentDelivery says why), or for the commit.
    private void Add(RecordBatch batch)
    {
        // it may be returned, and cleared, before all of it is encoded
        if (batch.IsUrgent)
            _policy.Hurry();
        var countdown = _reports.Open(batch);
        try
        {
            Begin(batch, countdown);
            _sender.Encode(batch, countdown, _producer.Current.Records);
        }
        catch (KafkaException e)
        {
            Recover(e.Error);
        }

        if (!_transaction.IsOpen)
            _policy.Ended();
        else if (TimeToCommit == TimeSpan.Zero)
            Commit();
    }

    // Without a record that still counts no transaction is needed.
    private void Begin(RecordBatch batch, DeliveryCountdown countdown)
    {
        if (!OpenTransaction.HasRecordsToCommit(batch))
            return;
        try
        {
            if (!_transaction.IsOpen)
            {
                _transaction.Begin(_context.Clock.GetTimestamp());
                _producer.Current.Begin();
            }
        }
        catch (KafkaException)
        {
            countdown.Close(); // nothing is sent: the batch is returned
            throw;
        }

        _transaction.Add(batch);
        if (_state is not null)
            _changes.Add(batch);
    }

    private void TrySend()
    {
        try
        {
            Send();
        }
        catch (KafkaException e)
        {
            Recover(e.Error);
        }
    }

    private void Send()
    {
        _delay.Sent();
        _sender.Send(_producer.Current.Records);
        _queue.MarkSent();
    }

    private void Commit()
    {
        _steps.Begin();
        _policy.Commits();
        try
        {
            Send();
            _state?.Send(_changes, _producer.Current.Records, _reports.Single);
            _steps.Ended(CommitStep.Records);
            ThrowIfFailed(); // a lane that has lost all its partitions may have ended, and its client with it
            // The membership first, then the partitions: a partition revoked between the two is revoked by a change of membership, which the broker notices.
            var group = _source.GroupMetadata();
            ThrowIfFailed();
            var offsets = _transaction.EndOffsets;
            _steps.Ended(CommitStep.Own);
            _producer.Current.BeginOffsets(offsets, group);
            _producer.Current.Flush();
            _steps.Ended(CommitStep.Flush);
            _delay.Answered();
            FailPoint.Hit(FailPointStep.Flush);
            ThrowIfFailed();
            _producer.Current.EndOffsets();
            _steps.Ended(CommitStep.Offsets);
            ThrowIfFailed();
            _steps.Ended(CommitStep.Own);
            _producer.Current.Commit();
            _steps.Ended(CommitStep.Commit);
            _source.Committed(offsets);
            _reports.Committed(offsets);
        }
        catch (KafkaException e)
        {
            Recover(e.Error);
            return;
        }

        _steps.Ended(CommitStep.Own);
        _context.Telemetry.Committed(_transaction.Counts, _context.Clock, _steps);
        _errors.Succeeded();
        _delay.Committed();
        End();
    }

    private void ThrowIfFailed()
    {
        if (_transaction.Failure is { } failure)
            throw new KafkaException(failure);
        if (_transaction.IsSuperseded)
            throw new KafkaException(new Error(ErrorCode.IllegalGeneration, "partitions that the transaction has read are assigned to another member"));
    }

    private void Recover(Error error)
    {
        // a record was rejected while others waited to be sent; sending those says only that the transaction has failed
        if (error.Code == ErrorCode.Local_State && _transaction.Failure is { } first)
            error = first;
        _sender.Discard(error);
        var open = _transaction.IsOpen ? _context.Clock.GetElapsedTime(_transaction.Began) : TimeSpan.Zero;
        var action = _errors.For(error, open);
        _log.Aborted(ErrorSentence.Of(error));
        _context.Telemetry.Aborted();
        if (action == TransactionAction.Abort)
            (action, error) = TryAbort(error, open);
        if (action == TransactionAction.End)
            throw DeliveryException.OfTransaction(_context, error, _transaction.EndOffsets.Select(end => end.Partition.Topic).Distinct());
        if (action == TransactionAction.Renew)
            _producer.Renew(_errors);
        else
            _errors.Wait(_context.Clock); // a rebalance takes some heartbeats: without a pause the abort limit would be reached within one
        End();
        _source.Rewind(); // only now: the broker knows how the transaction has ended, and answers with the offsets that hold
    }

    // A record's report tells less than the next call: that the producer is fenced is told there.
    private (TransactionAction Action, Error Error) TryAbort(Error error, TimeSpan open)
    {
        try
        {
            _producer.Current.Abort();
            return (TransactionAction.Abort, error);
        }
        catch (KafkaException e)
        {
            return _errors.For(e.Error, open) == TransactionAction.End ? (TransactionAction.End, e.Error) : (TransactionAction.Renew, error);
        }
    }

    private void End()
    {
        _transaction.Clear();
        _changes.Clear();
        _policy.Ended();
    }
}
