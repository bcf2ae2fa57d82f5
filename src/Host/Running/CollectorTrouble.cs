using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace StreamLift.Host.Running;

/// <summary>
/// Says when what goes by OTLP doesn't arrive, or how it is to go was not understood: the exporter itself tells that to nobody but listeners of its event source. Each kind of trouble is said at
/// most every five minutes, for an export is tried again every few seconds.
/// </summary>
internal sealed class CollectorTrouble(ILoggerFactory logs, TimeProvider clock) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);
    private readonly ILogger _log = logs.CreateLogger("otlp");
    private readonly Dictionary<int, long> _said = [];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter)
            EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.Message is null)
            return;
        lock (_said)
        {
            if (_said.TryGetValue(eventData.EventId, out var last) && clock.GetElapsedTime(last) < Between)
                return;
            _said[eventData.EventId] = clock.GetTimestamp();
        }

        object?[] told = [.. eventData.Payload?.Select(FirstLine) ?? []];
        _log.CollectorTrouble(string.Format(CultureInfo.InvariantCulture, eventData.Message, told));
    }

    // exceptions come with their stack traces
    private static object? FirstLine(object? told) => told is string text ? text.Split('\n', 2)[0].Trim() : told;
}
