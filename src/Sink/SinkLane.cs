using Microsoft.Extensions.Logging;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Sink.Delivery;
using StreamLift.Sink.Transactions;

namespace StreamLift.Sink;

/// <summary>
/// The last stage of a lane: encodes lifted frames, sends them and the dead letters, and tells the reading side what is delivered. One
/// producer a lane: order within a partition holds, and a retry doubles nothing.
/// </summary>
public sealed class SinkLane : IDisposable
{
    private readonly IDelivery _delivery;
    private readonly CallMonitor _calls = new();

    /// <param name="parts">What Host gives the lane.</param>
    /// <param name="log">Where librdkafka's own words go too.</param>
    public SinkLane(SinkContext parts, ILogger log) =>
        _delivery = parts.Options.Guarantee == Guarantee.ExactlyOnce ? new TransactionalDelivery(parts, _calls, log) : new IdempotentDelivery(parts, log);

    /// <summary>Sends batches until the last, and returns when every record has been delivered. For a thread of its own, which it blocks.</summary>
    /// <exception cref="DeliveryException">The broker refuses a record for good, or another process has taken over this lane's transactions.</exception>
    public void Run(Handover lifted) => _delivery.Run(lifted);

    /// <summary>
    /// Batches lie in <paramref name="lifted"/> that nobody was woken for: they set out at once, on the calling thread, where nothing else is under way. It
    /// never waits.
    /// </summary>
    public void Nudge(Handover lifted) => _delivery.Nudge(lifted);

    /// <summary>Completes, faulted, when the broker refuses a record for good: nothing of that batch will be acknowledged.</summary>
    public Task Failed => _delivery.Failed;

    /// <summary>The number of the transactional call that is under way; 0: none. For whoever watches that it comes back; any thread.</summary>
    public long InCall => _calls.Current;

    /// <inheritdoc/>
    public void Dispose() => _delivery.Dispose();
}
