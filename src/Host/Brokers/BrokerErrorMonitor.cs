using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Running;

namespace StreamLift.Host.Brokers;

/// <summary>Hears the clients' errors: says the transient ones, ends the work on a fatal one. Any thread.</summary>
internal sealed class BrokerErrorMonitor(ILogger log, TimeProvider clock)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _fatal = new();
    private long _lastSaid;

    /// <summary>Cancelled on a fatal error.</summary>
    public CancellationToken Fatal => _fatal.Token;

    /// <summary>The fatal error.</summary>
    public KafkaException? Reason { get; private set; }

    /// <summary>An error of any of the clients.</summary>
    public void Hear(Error error)
    {
        if (error.IsFatal)
        {
            Reason = new KafkaException(error);
            _fatal.Cancel();
            return;
        }

        // while a broker is away every client says so again and again
        var now = clock.GetTimestamp();
        var last = Interlocked.Read(ref _lastSaid);
        if (last != 0 && clock.GetElapsedTime(last, now) < Quiet)
            return;
        Interlocked.Exchange(ref _lastSaid, now);
        log.TransientBrokerError(error.Code.ToString(), error.Reason);
    }
}

/// <summary>No broker answers, or it has failed for good. Exit code 4.</summary>
/// <param name="message">One line that names the broker and the remedy.</param>
internal sealed class BrokerException(string message) : Exception(message);
