using System.Diagnostics;
using Microsoft.Extensions.Logging;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>Logs the request to shut down and the number of records delivered since.</summary>
internal sealed class ShutdownLog
{
    private readonly Signals _signals;
    private readonly SinkTelemetry _sink;
    private readonly ILogger _log;
    private long _asked;
    private long _before;

    public ShutdownLog(Signals signals, SinkTelemetry sink, TimeSpan limit, ILogger log)
    {
        (_signals, _sink, _log) = (signals, sink, log);
        signals.Received += Begin; // The event and not the token: a token calls its registrations in reverse order, and an idle service would end before this line is logged.
        if (signals.Stop.IsCancellationRequested)
            Begin();

        void Begin()
        {
            if (Interlocked.CompareExchange(ref _asked, Stopwatch.GetTimestamp(), 0) != 0)
                return;
            _before = Delivered;
            log.Draining(signals.First, limit.TotalSeconds);
        }
    }

    private long Delivered => _sink.Out + _sink.Rejected;

    /// <summary>Logs the end of the shutdown.</summary>
    public void Write()
    {
        if (_signals.Stop.IsCancellationRequested)
            _log.Drained(Delivered - _before, Stopwatch.GetElapsedTime(_asked).TotalSeconds, _signals.First);
    }
}
