using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Transactions;

/// <summary>
/// The lane's producer, which is thrown away and made again where only that tells what has become of its last transaction. Sink thread only.
/// </summary>
internal sealed class LaneProducer : IDisposable
{
    private readonly SinkContext _parts;
    private readonly ILogger _log;
    private readonly Func<TransactionalProducer> _make;

    public LaneProducer(SinkContext parts, CallMonitor calls, ILogger log)
    {
        (_parts, _log) = (parts, log);
        _make = () => new TransactionalProducer(parts, calls, log);
        Current = _make();
    }

    /// <summary>The one in use.</summary>
    public TransactionalProducer Current { get; private set; }

    /// <summary>Called when one has been thrown away: reports that are missing won't come.</summary>
    public Action? Gone { get; set; }

    /// <summary>Until the coordinator takes the producer: without a broker as long as it takes.</summary>
    /// <exception cref="DeliveryException">It never will.</exception>
    public void Init(TransactionErrorClassifier recovery)
    {
        while (true)
        {
            try
            {
                Current.Init();
                return;
            }
            catch (KafkaException e)
            {
                if (recovery.For(e.Error, TimeSpan.Zero) == TransactionAction.End)
                    throw DeliveryException.OfTransaction(_parts, e.Error, []);
                _log.NotTaken(_parts.TransactionalId, e.Error.Code.ToString(), e.Error.Reason);
            }

            Replace(recovery);
        }
    }

    /// <summary>Another, which the coordinator has taken.</summary>
    /// <exception cref="DeliveryException">It won't.</exception>
    public void Renew(TransactionErrorClassifier recovery)
    {
        Replace(recovery);
        Init(recovery);
    }

    /// <inheritdoc/>
    public void Dispose() => Current.Dispose();

    private void Replace(TransactionErrorClassifier recovery)
    {
        Current.Dispose();
        Gone?.Invoke();
        recovery.Wait(_parts.Clock);
        Current = _make();
    }
}
