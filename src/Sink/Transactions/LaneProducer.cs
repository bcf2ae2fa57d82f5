using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.BrokerErrors;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Transactions;

/// <summary>The lane's transactional producer, which is replaced where only a new one can find out how its last transaction has ended. Sender only.</summary>
internal sealed class LaneProducer : IDisposable
{
    private readonly SinkContext _context;
    private readonly Action _onReplaced;
    private readonly ILogger _log;
    private readonly Func<TransactionalProducer> _create;

    /// <param name="context">What the lane is given.</param>
    /// <param name="calls">Monitors the client's calls.</param>
    /// <param name="onReplaced">Called when a producer has been disposed of: reports that are missing won't come.</param>
    /// <param name="log">The lane's log.</param>
    public LaneProducer(SinkContext context, CallMonitor calls, Action onReplaced, ILogger log)
    {
        (_context, _onReplaced, _log) = (context, onReplaced, log);
        _create = () => new TransactionalProducer(context, calls, log);
        Current = _create();
    }

    /// <summary>The producer in use.</summary>
    public TransactionalProducer Current { get; private set; }

    /// <summary>Registers the producer with its coordinator; without a broker it tries as long as it takes.</summary>
    /// <exception cref="DeliveryException">The coordinator refuses for good.</exception>
    public void Init(TransactionErrorClassifier errors)
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
                if (errors.For(e.Error, TimeSpan.Zero) == TransactionAction.End)
                    throw DeliveryException.OfTransaction(_context, e.Error, []);
                _log.InitTransactionsFailed(_context.TransactionalId, ErrorSentence.Of(e.Error));
            }

            Replace(errors);
        }
    }

    /// <summary>Replaces the producer and registers the new one.</summary>
    /// <exception cref="DeliveryException">The coordinator refuses for good.</exception>
    public void Renew(TransactionErrorClassifier errors)
    {
        Replace(errors);
        Init(errors);
    }

    /// <inheritdoc/>
    public void Dispose() => Current.Dispose();

    private void Replace(TransactionErrorClassifier errors)
    {
        Current.Dispose();
        _onReplaced();
        errors.Wait(_context.Clock);
        Current = _create();
    }
}
