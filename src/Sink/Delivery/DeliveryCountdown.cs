using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// Counts one batch's delivery reports: when the last is in, the batch is delivered. Its handler is one delegate for every record, so a
/// record costs none. Opened by the sink's thread, counted down by the client's.
/// </summary>
internal sealed class DeliveryCountdown
{
    private readonly Action<DeliveryCountdown> _delivered;
    private readonly Func<Error, bool> _failed;
    private int _left;

    /// <param name="delivered">Told when the last report is in.</param>
    /// <param name="failed">Told of a record that failed; says whether it counts as done with all the same.</param>
    public DeliveryCountdown(Action<DeliveryCountdown> delivered, Func<Error, bool> failed)
    {
        _delivered = delivered;
        _failed = failed;
        Handler = report => Report(report.Error);
    }

    /// <summary>The batch that is counted; null between two.</summary>
    public LiftBatch? Batch { get; private set; }

    /// <summary>What a delivery report calls.</summary>
    public Action<DeliveryReport<byte[]?, byte[]?>> Handler { get; }

    /// <summary>Begins to count. One is counted for the sink itself, so that reports that come early can't close the tally.</summary>
    public void Open(LiftBatch batch)
    {
        Batch = batch;
        Volatile.Write(ref _left, 1);
    }

    /// <summary>A record is about to be sent.</summary>
    public void AddPending() => Interlocked.Increment(ref _left);

    /// <summary>A record that was expected has been delivered, or the sink has sent the last.</summary>
    public void Report(Error? error)
    {
        if (error is not { IsError: true } || _failed(error))
            CountDown();
    }

    /// <summary>The sink has sent everything.</summary>
    public void Close() => CountDown();

    /// <summary>Lets the batch go.</summary>
    public LiftBatch Detach()
    {
        var batch = Batch ?? throw new InvalidOperationException("the tally is not open");
        Batch = null;
        return batch;
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _delivered(this);
    }
}
