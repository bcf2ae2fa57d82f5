using System.Collections.Concurrent;
using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;
using StreamLift.Sink.Delivery;
using StreamLift.Wire;

namespace StreamLift.Sink.Transactions;

/// <summary>
/// The delivery reports of a transaction's batches: each batch is returned to the pool after its last report, good or bad; a bad one fails the transaction.
/// Opened by the sender, counted down by the client's thread.
/// </summary>
internal sealed class TransactionReports(OpenTransaction transaction, SinkContext context) : IRejectionHandler
{
    private readonly ConcurrentDictionary<DeliveryCountdown, bool> _open = [];
    private readonly ConcurrentBag<DeliveryCountdown> _unused = [];
    private readonly ConcurrentDictionary<(string Topic, int Partition, long Offset), int> _tooLarge = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes, faulted, when returning a batch fails.</summary>
    public Task Failed => _failed.Task;

    /// <inheritdoc/>
    public bool HasFailed => transaction.Failure is not null;

    /// <summary>Takes the reports of records that belong to no batch: an error fails the transaction.</summary>
    public ReportReceiver Single { get; } =
        new ReportHandler(
            error =>
            {
                if (error is { IsError: true })
                    transaction.Fail(error);
            },
            isReused: true
        );

    /// <summary>A batch is about to be encoded.</summary>
    public DeliveryCountdown Open(RecordBatch batch)
    {
        var countdown = _unused.TryTake(out var used) ? used : new DeliveryCountdown(OnDelivered, OnFailed);
        countdown.Open(batch);
        _open[countdown] = true;
        return countdown;
    }

    /// <summary>The producer has been disposed of: reports that are missing won't come.</summary>
    public void AbandonAll()
    {
        foreach (var countdown in _open.Keys)
            TryReturn(countdown);
    }

    /// <summary>A transaction is committed up to these offsets: records that were too large below them have their dead letters.</summary>
    public void Committed(IReadOnlyCollection<OffsetWatermark> offsets)
    {
        if (_tooLarge.IsEmpty)
            return;
        foreach (var (partition, nextOffset) in offsets)
        {
            foreach (var record in _tooLarge.Keys)
            {
                if (record.Topic == partition.Topic && record.Partition == partition.Number && record.Offset < nextOffset)
                    _tooLarge.TryRemove(record, out _);
            }
        }
    }

    /// <inheritdoc/>
    public int RejectionCount(in InputRecord record) => _tooLarge.GetValueOrDefault((record.Partition.Topic, record.Partition.Number, record.Offset));

    /// <inheritdoc/>
    public void OnDeadLettered(RecordBatch batch, int index) => transaction.Reject(batch, index, Rejection.OutputTooLarge);

    /// <inheritdoc/>
    public void OnTooLarge(AssignedPartition partition, long offset, DeliveryCountdown countdown, Action sendSmaller)
    {
        // the rejection has failed the transaction; the next one knows
        _tooLarge.AddOrUpdate((partition.Topic, partition.Number, offset), 1, (_, rejections) => rejections + 1);
        countdown.Report(
            new Error(
                ErrorCode.Local_Inconsistent,
                $"{partition} {offset}: the broker finds its output too large; it goes to the dead-letter topic, or as a smaller dead letter"
            )
        );
    }

    private bool OnFailed(Error error)
    {
        transaction.Fail(error);
        return true; // done all the same: it is read again
    }

    private void OnDelivered(DeliveryCountdown countdown)
    {
        // nobody else ends the lane for what is thrown here, and the batch would be missing from its pool
        try
        {
            if (TryReturn(countdown))
                _unused.Add(countdown);
        }
        catch (Exception e)
        {
            _failed.TrySetException(e);
        }
    }

    private bool TryReturn(DeliveryCountdown countdown)
    {
        if (!_open.TryRemove(countdown, out _))
            return false;
        var batch = countdown.Detach();
        context.Telemetry.Trace(batch, context.Clock);
        context.Pool.Return(batch);
        context.Queue.MarkDelivered(wake: true); // the sender measures how long answers take
        return true;
    }
}
