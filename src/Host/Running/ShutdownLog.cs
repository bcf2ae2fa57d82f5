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
    private long _requested;
    private long _deliveredBefore;

    public ShutdownLog(Signals signals, SinkTelemetry sink, TimeSpan limit, ILogger log)
    {
        (_signals, _sink, _log) = (signals, sink, log);
        // The event and not the token: a token calls its registrations in reverse order, and an idle service would end before this line is logged.
        signals.Received += Begin;
        if (signals.Stop.IsCancellationRequested)
            Begin();

        void Begin()
        {
            if (Interlocked.CompareExchange(ref _requested, Stopwatch.GetTimestamp(), 0) != 0)
                return;
            _deliveredBefore = Delivered;
            log.Draining(signals.First, limit.TotalSeconds);
        }
    }

    private long Delivered => _sink.Out + _sink.Rejected;

    /// <summary>Logs the end of the shutdown.</summary>
    public void Write()
    {
        if (_signals.Stop.IsCancellationRequested)
            _log.Drained(Counted.Of(Delivered - _deliveredBefore, "record", "D"), Stopwatch.GetElapsedTime(_requested).TotalSeconds, _signals.First);
    }
}
