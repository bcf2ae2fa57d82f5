using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace StreamLift.Host.Running;

/// <summary>Hears the clients' errors: says the transient ones, ends the work on a fatal one. Any thread.</summary>
internal sealed class BrokerWatch(ILogger log, TimeProvider clock)
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
        if (last != 0 && clock.GetElapsedTime(last, now) < Quiet) return;
        Interlocked.Exchange(ref _lastSaid, now);
        log.BrokerTrouble(error.Code.ToString(), error.Reason);
    }
}
