using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.BrokerErrors;
using StreamLift.Host.Running;

namespace StreamLift.Host.Brokers;

/// <summary>Receives the errors of all clients: logs transient ones and stops the pipeline on a fatal one. Any thread.</summary>
internal sealed class BrokerErrorMonitor(ILogger log, TimeProvider clock)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _fatal = new();
    private long _lastLogged;

    /// <summary>Cancelled on a fatal error.</summary>
    public CancellationToken Fatal => _fatal.Token;

    /// <summary>The fatal error.</summary>
    public KafkaException? Reason { get; private set; }

    /// <summary>Handles an error of any client.</summary>
    public void Hear(Error error)
    {
        if (error.IsFatal)
        {
            Reason = new KafkaException(error);
            _fatal.Cancel();
            return;
        }

        // While a broker is down, every client repeats its error.
        var now = clock.GetTimestamp();
        var last = Interlocked.Read(ref _lastLogged);
        if (last != 0 && clock.GetElapsedTime(last, now) < LogInterval)
            return;
        Interlocked.Exchange(ref _lastLogged, now);
        log.TransientBrokerError(ErrorSentence.Of(error));
    }
}

/// <summary>No broker answers, or a fatal broker error. Exit code 4.</summary>
/// <param name="problems">At least one line; each names the broker and the remedy.</param>
internal sealed class BrokerException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    /// <param name="message">One line that names the broker and the remedy.</param>
    public BrokerException(string message)
        : this([message]) { }

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Problems => problems;
}
