using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Lanes;
using StreamLift.Sink.Delivery;
using StreamLift.Sink.Transactions;

namespace StreamLift.Sink;

/// <summary>
/// The writing side of a lane: encodes processed batches, sends their records and the dead letters, and tells the reading side what is delivered. One producer
/// per lane: order within a partition holds, and the producer's retries write nothing twice.
/// </summary>
public sealed class SinkLane : IDisposable
{
    private readonly IDelivery _delivery;
    private readonly CallMonitor _calls = new();

    /// <param name="context">What the lane is given.</param>
    /// <param name="source">The reading side.</param>
    /// <param name="log">The lane's log; librdkafka's own lines go there too.</param>
    public SinkLane(SinkContext context, SourceCallbacks source, ILogger log) =>
        _delivery =
            context.Options.Guarantee == Guarantee.ExactlyOnce
                ? new TransactionalDelivery(context, source, _calls, log)
                : new IdempotentDelivery(context, source, log);

    /// <summary>Sends batches until the last, and returns when every record is delivered. For a thread of its own, which it blocks.</summary>
    /// <exception cref="DeliveryException">The broker rejects a record for good, or another process has taken over this lane's transactions.</exception>
    public void Run() => _delivery.Run();

    /// <summary>
    /// To be called when a batch has been processed on the calling thread: it is sent at once where nothing is in flight, otherwise by <see cref="Run"/>. It
    /// never waits.
    /// </summary>
    public Action SendInline => _delivery.SendInline;

    /// <summary>Completes, faulted, when the broker rejects a record for good: nothing of that batch will be acknowledged.</summary>
    public Task Failed => _delivery.Failed;

    /// <summary>The number of the transactional call in progress; 0: none. For the watchdog; any thread.</summary>
    public long CallInProgress => _calls.Current;

    /// <inheritdoc/>
    public void Dispose() => _delivery.Dispose();
}

/// <summary>What the writing side tells and asks the reading side: the only calls against the direction of the records. Any thread.</summary>
/// <param name="Delivered">At least once: every record of a batch is delivered; called before the batch is returned to the pool.</param>
/// <param name="Committed">Exactly once: a transaction has committed everything below these offsets.</param>
/// <param name="Rewind">Exactly once: a transaction was aborted; what has been read and not committed is to be read again.</param>
/// <param name="GroupMetadata">Exactly once: the membership under which the offsets are committed, as it is now.</param>
public sealed record SourceCallbacks(
    Action<RecordBatch> Delivered,
    Action<IReadOnlyCollection<OffsetWatermark>> Committed,
    Action Rewind,
    Func<IConsumerGroupMetadata> GroupMetadata
);
