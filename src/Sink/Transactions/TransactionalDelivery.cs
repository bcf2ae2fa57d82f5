using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.FailPoints;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Transactions;

/// <summary>
/// Exactly once: records and the offsets of what they were made from go in one transaction. A batch is given back when it is delivered,
/// acknowledged when the transaction is committed. What goes wrong aborts it, and the reading side starts again from the committed offsets.
/// </summary>
internal sealed class TransactionalDelivery : IDelivery
{
    private readonly SinkContext _parts;
    private readonly ILogger _log;
    private readonly LaneProducer _producer;
    private readonly OpenTransaction _transaction = new();
    private readonly CommitPolicy _policy;
    private readonly CommitMarkerDelay _rest;
    private readonly TransactionReports _reports;
    private readonly TransactionErrorClassifier _recovery;
    private readonly OutputSender _outbox;

    /// <param name="parts">What Host gives the lane.</param>
    /// <param name="calls">Watches the calls.</param>
    /// <param name="log">Where aborts are told.</param>
    public TransactionalDelivery(SinkContext parts, CallMonitor calls, ILogger log)
    {
        (_parts, _log) = (parts, log);
        _policy = new CommitPolicy(parts.Options.Interval, parts.Clock);
        _rest = new CommitMarkerDelay(parts.Clock);
        _reports = new TransactionReports(_transaction, parts);
        _producer = new LaneProducer(parts, calls, log) { Gone = _reports.AbandonAll };
        _recovery = new TransactionErrorClassifier(_producer.Current.Timeout);
        _outbox = new OutputSender(parts, _reports) { Producer = _producer.Current.Client };
    }

    /// <inheritdoc/>
    public Task Failed => _reports.Failed;

    /// <inheritdoc/>
    public void Run(Handover lifted)
    {
        _reports.Bell = lifted.Bell;
        _producer.Init(_recovery);
        _outbox.Producer = _producer.Current.Client;
        while (true)
        {
            if (_reports.IsIdle)
                _rest.Answered();
            if (lifted.TryRead(out var batch))
                Load(batch);
            else if (_reports.IsIdle && _outbox.HasEncoded && _rest.Left == TimeSpan.Zero)
                Ship();
            else if (lifted.IsOver)
                break;
            else if (!_transaction.IsOpen)
                lifted.Bell.Wait();
            else if (Left == TimeSpan.Zero)
                Commit();
            else
                lifted.Bell.Wait(_reports.IsIdle && _outbox.HasEncoded ? _rest.Left : Left);
        }

        lifted.ThrowIfFaulted();
        if (_transaction.IsOpen)
            Commit();
    }

    /// <inheritdoc/>
    public void Nudge(Handover lifted) => lifted.Bell.Ring(); // a transaction is one thread's

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    // No sooner than its first records may set out.
    private TimeSpan Left => _policy.Left > _rest.Left ? _policy.Left : _rest.Left;

    // Encoded, it waits for the burst before to be delivered, as under the other guarantee (IdempotentDelivery says why), or for the commit.
    private void Load(LiftBatch batch)
    {
        // it may be given back, and emptied, before it is all loaded
        if (batch.IsUrgent)
            _policy.Hurry();
        var tally = _reports.Open(batch);
        try
        {
            Begin(batch, tally);
            _outbox.Encode(batch, tally);
        }
        catch (KafkaException e)
        {
            Recover(e.Error);
        }

        if (!_transaction.IsOpen)
            _policy.Ended();
        else if (Left == TimeSpan.Zero)
            Commit();
    }

    private void Ship()
    {
        try
        {
            ShipLoaded();
        }
        catch (KafkaException e)
        {
            Recover(e.Error);
        }
    }

    private void ShipLoaded()
    {
        _rest.Sent();
        _outbox.Send();
        _reports.Shipped();
    }

    // Without a record that still counts there is nothing to begin for.
    private void Begin(LiftBatch batch, DeliveryCountdown tally)
    {
        if (batch.EndOffsets.All(mark => mark.Partition.IsRevoked))
            return;
        try
        {
            if (!_transaction.IsOpen)
            {
                _transaction.Begin(_parts.Clock.GetTimestamp());
                _producer.Current.Begin();
            }
        }
        catch (KafkaException)
        {
            tally.Close(); // with nothing sent: the batch goes back
            throw;
        }

        _transaction.Add(batch);
    }

    private void Commit()
    {
        var started = _parts.Clock.GetTimestamp();
        _policy.Commits();
        try
        {
            ShipLoaded();
            _producer.Current.Flush();
            _rest.Answered();
            FailPoint.Hit(FailPointStep.Flush);
            if (_transaction.Failure is { } failure)
                throw new KafkaException(failure);
            ThrowIfSuperseded(); // a lane that has lost everything may have gone, and its client with it
            // The membership first, then the partitions: one that goes between the two goes with a change of membership, which the broker notices.
            var group = _parts.Upstream.Group();
            ThrowIfSuperseded();
            var marks = _transaction.Marks;
            _producer.Current.Commit(marks, group);
            _parts.Upstream.Committed(marks);
            _reports.Committed(marks);
        }
        catch (KafkaException e)
        {
            Recover(e.Error);
            return;
        }

        _parts.Telemetry.Committed(_transaction, _parts.Clock, _parts.Clock.GetElapsedTime(started));
        _recovery.Succeeded();
        _rest.Committed();
        End();
    }

    private void ThrowIfSuperseded()
    {
        if (_transaction.IsSuperseded)
            throw new KafkaException(new Error(ErrorCode.IllegalGeneration, "partitions that it read have gone to another member"));
    }

    private void Recover(Error error)
    {
        // a record was refused while others waited to be sent, and sending them only says that the transaction is spoilt
        if (error.Code == ErrorCode.Local_State && _transaction.Failure is { } first)
            error = first;
        _outbox.Discard(error);
        var open = _transaction.IsOpen ? _parts.Clock.GetElapsedTime(_transaction.Began) : TimeSpan.Zero;
        var remedy = _recovery.For(error, open);
        _log.Aborted(error.Code.ToString(), error.Reason);
        _parts.Telemetry.Aborted();
        if (remedy == TransactionAction.Abort)
            (remedy, error) = TryAbort(error, open);
        if (remedy == TransactionAction.End)
            throw DeliveryException.OfTransaction(_parts, error, _transaction.Marks.Select(mark => mark.Partition.Topic).Distinct());
        if (remedy == TransactionAction.Renew)
        {
            _producer.Renew(_recovery);
            _outbox.Producer = _producer.Current.Client;
        }
        else
        {
            // what a change in the group takes has time to happen: else the aborts that are too many would come within its heartbeat
            _recovery.Wait(_parts.Clock);
        }

        End();
        _parts.Upstream.Rewind(); // only now: the broker knows what has become of the transaction, and says so to whoever asks for the offsets
    }

    // The records' own reports tell less than the next call: that the producer is fenced is told there.
    private (TransactionAction Remedy, Error Error) TryAbort(Error error, TimeSpan open)
    {
        try
        {
            _producer.Current.Abort();
            return (TransactionAction.Abort, error);
        }
        catch (KafkaException e)
        {
            return _recovery.For(e.Error, open) == TransactionAction.End ? (TransactionAction.End, e.Error) : (TransactionAction.Renew, error);
        }
    }

    private void End()
    {
        _transaction.Clear();
        _policy.Ended();
    }
}
