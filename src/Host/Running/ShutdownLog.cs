using System.Diagnostics;
using Microsoft.Extensions.Logging;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>Says that the service has been asked to end, and what it did since.</summary>
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
        signals.Received += Begin; // not by the token: it calls whoever came last first, and an idle service would be at its end before this was said
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

    /// <summary>Everything has ended.</summary>
    public void Write()
    {
        if (_signals.Stop.IsCancellationRequested)
            _log.Drained(Delivered - _before, Stopwatch.GetElapsedTime(_asked).TotalSeconds, _signals.First);
    }
}
