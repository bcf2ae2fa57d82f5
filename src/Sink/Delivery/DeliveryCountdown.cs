using Confluent.Kafka;
using StreamLift.Lanes;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// Counts one batch's delivery reports: after the last one the batch is delivered. Its handler is one delegate for every record, so a record costs none. Opened
/// by the sender, counted down by the client's thread.
/// </summary>
internal sealed class DeliveryCountdown
{
    private readonly Action<DeliveryCountdown> _delivered;
    private readonly Func<Error, bool> _failed;
    private int _pending;

    /// <param name="delivered">Called after the last report.</param>
    /// <param name="failed">Called for a record that failed; says whether it counts as done all the same.</param>
    public DeliveryCountdown(Action<DeliveryCountdown> delivered, Func<Error, bool> failed)
    {
        _delivered = delivered;
        _failed = failed;
        Handler = report => Report(report.Error);
    }

    /// <summary>The batch whose reports are counted; null between two.</summary>
    public RecordBatch? Batch { get; private set; }

    /// <summary>What a delivery report calls.</summary>
    public Action<DeliveryReport<byte[]?, byte[]?>> Handler { get; }

    /// <summary>Begins to count. The sender itself counts as one, so that early reports can't complete the batch.</summary>
    public void Open(RecordBatch batch)
    {
        Batch = batch;
        Volatile.Write(ref _pending, 1);
    }

    /// <summary>A record is about to be sent.</summary>
    public void AddPending() => Interlocked.Increment(ref _pending);

    /// <summary>A pending record is delivered, or has failed.</summary>
    public void Report(Error? error)
    {
        if (error is not { IsError: true } || _failed(error))
            CountDown();
    }

    /// <summary>The sender has added its last record.</summary>
    public void Close() => CountDown();

    /// <summary>Releases the batch.</summary>
    public RecordBatch Detach()
    {
        var batch = Batch ?? throw new InvalidOperationException("the countdown is not open");
        Batch = null;
        return batch;
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
            _delivered(this);
    }
}
