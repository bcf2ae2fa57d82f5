using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// Counts one batch's delivery reports: after the last one the batch is delivered. Opened by the sender, counted down by the client's thread.
/// </summary>
internal sealed class DeliveryCountdown : ReportReceiver
{
    private readonly Action<DeliveryCountdown> _delivered;
    private readonly Func<Error, bool> _failed;
    private int _pending;

    /// <param name="delivered">Called after the last report.</param>
    /// <param name="failed">Called for a record that failed; says whether it counts as done all the same.</param>
    public DeliveryCountdown(Action<DeliveryCountdown> delivered, Func<Error, bool> failed)
        : base(isReused: true) => (_delivered, _failed) = (delivered, failed);

    /// <summary>The batch whose reports are counted; null between two.</summary>
    public RecordBatch? Batch { get; private set; }

    /// <summary>Begins to count. The sender itself counts as one, so that early reports can't complete the batch.</summary>
    public void Open(RecordBatch batch)
    {
        Batch = batch;
        Volatile.Write(ref _pending, 1);
    }

    /// <summary>A record is about to be sent.</summary>
    public void AddPending() => Interlocked.Increment(ref _pending);

    /// <summary>A pending record is delivered, or has failed.</summary>
    public void Report(Error? error) => Report(error, 1);

    /// <inheritdoc/>
    public override void Report(Error? error, int records)
    {
        if (error is not { IsError: true })
        {
            CountDown(records);
            return;
        }

        for (; records > 0; records--)
            if (_failed(error))
                CountDown(1);
    }

    /// <summary>The sender has added its last record.</summary>
    public void Close() => CountDown(1);

    /// <summary>Releases the batch.</summary>
    public RecordBatch Detach()
    {
        var batch = Batch ?? throw new InvalidOperationException("the countdown is not open");
        Batch = null;
        return batch;
    }

    private void CountDown(int records)
    {
        if (Interlocked.Add(ref _pending, -records) == 0)
            _delivered(this);
    }
}
