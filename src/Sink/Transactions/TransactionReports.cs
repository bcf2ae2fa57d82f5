using System.Collections.Concurrent;
using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Sink.Delivery;
using StreamLift.Wire;

namespace StreamLift.Sink.Transactions;

/// <summary>
/// The delivery reports of a transaction's batches: each batch goes back when all are in, good or bad; a bad one fails the transaction.
/// Opened by the sink's thread, told by the client's.
/// </summary>
internal sealed class TransactionReports : IRejectionHandler
{
    private readonly OpenTransaction _transaction;
    private readonly SinkContext _parts;
    private readonly ConcurrentDictionary<DeliveryCountdown, bool> _underWay = [];
    private readonly InFlight _inFlight = new();
    private readonly ConcurrentBag<DeliveryCountdown> _tallies = [];
    private readonly ConcurrentDictionary<(string Topic, int Partition, long Offset), int> _tooLarge = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TransactionReports(OpenTransaction transaction, SinkContext parts) => (_transaction, _parts) = (transaction, parts);

    /// <summary>Completes, faulted, when giving a batch back fails.</summary>
    public Task Failed => _failed.Task;

    /// <summary>The sink thread's: it is told when batches go back.</summary>
    public Doorbell? Bell { get; set; }

    /// <summary>Whether all that was shipped has been answered. Sink thread only.</summary>
    public bool IsIdle => _inFlight.IsIdle;

    /// <inheritdoc/>
    public bool HasFailed => _transaction.Failure is not null;

    /// <summary>A batch is about to be sent.</summary>
    public DeliveryCountdown Open(LiftBatch batch)
    {
        var tally = _tallies.TryTake(out var used) ? used : new DeliveryCountdown(Delivered, Failure);
        tally.Open(batch);
        _underWay[tally] = true;
        _inFlight.Enter();
        return tally;
    }

    /// <summary>Everything that was opened has been handed to the client. Sink thread only.</summary>
    public void Shipped() => _inFlight.Ship();

    /// <summary>The producer is gone: reports that are missing won't come.</summary>
    public void AbandonAll()
    {
        foreach (var tally in _underWay.Keys)
            GiveBack(tally);
    }

    /// <summary>
    /// A transaction is committed as far as these marks: what was too large up to there has its dead letters. What lies beyond is still to come.
    /// </summary>
    public void Committed(IReadOnlyCollection<OffsetWatermark> marks)
    {
        if (_tooLarge.IsEmpty)
            return;
        foreach (var mark in marks)
        {
            foreach (var record in _tooLarge.Keys)
            {
                if (record.Topic == mark.Partition.Topic && record.Partition == mark.Partition.Partition && record.Offset < mark.NextOffset)
                    _tooLarge.TryRemove(record, out _);
            }
        }
    }

    /// <inheritdoc/>
    public int RejectionCount(in InputRecord arrival) => _tooLarge.GetValueOrDefault((arrival.Partition.Topic, arrival.Partition.Partition, arrival.Offset));

    /// <inheritdoc/>
    public void OnDeadLettered(LiftBatch batch, int index) => _transaction.Reject(batch, batch.Records[index], Rejection.OutputTooLarge);

    /// <inheritdoc/>
    public void OnTooLarge(AssignedPartition origin, long offset, DeliveryCountdown tally, Action sendSmaller)
    {
        // the refusal has spoilt the transaction; the next one knows
        _tooLarge.AddOrUpdate((origin.Topic, origin.Partition, offset), 1, (_, refusals) => refusals + 1);
        tally.Report(
            new Error(
                ErrorCode.Local_Inconsistent,
                $"{origin} {offset}: the broker finds its output too large; it goes to the dead letters, or with less in its letter"
            )
        );
    }

    private bool Failure(Error error)
    {
        _transaction.Fail(error);
        return true; // done with all the same: it is read again
    }

    private void Delivered(DeliveryCountdown tally)
    {
        // the client swallows what its handlers throw, and the batch would be missing from its pool
        try
        {
            if (GiveBack(tally))
                _tallies.Add(tally);
        }
        catch (Exception e)
        {
            _failed.TrySetException(e);
        }
    }

    private bool GiveBack(DeliveryCountdown tally)
    {
        if (!_underWay.TryRemove(tally, out _))
            return false;
        var batch = tally.Detach();
        BatchTrace.Delivered(batch, _parts.Clock);
        _parts.Upstream.Release(batch);
        _inFlight.Leave();
        Bell?.Ring();
        return true;
    }
}
