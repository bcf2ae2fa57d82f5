using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Running;

namespace StreamLift.Host.Health;

/// <summary>
/// Logs failed OTLP exports and invalid OpenTelemetry settings. The exporter reports them only to listeners of its event source. Each kind of problem is
/// logged at most every five minutes, because an export is retried every few seconds.
/// </summary>
internal sealed class CollectorProblem(ILoggerFactory logs, TimeProvider clock) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private const string Sdk = "OpenTelemetry-Sdk"; // of its events, only those about invalid settings are for the operator
    private const string InvalidSetting = "InvalidConfigurationValue"; // the event's name there
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);
    private readonly ILogger _log = logs.CreateLogger("otlp");
    private readonly Dictionary<(int Event, string About), long> _logged = [];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is Exporter or Sdk)
            EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.Message is null || (eventData.EventSource.Name == Sdk && eventData.EventName != InvalidSetting))
            return;
        object?[] payload = [.. eventData.Payload?.Select(FirstLine) ?? []];
        var kind = (eventData.EventId, payload is [string about, ..] ? about : ""); // a setting's name or an address
        lock (_logged)
        {
            if (_logged.TryGetValue(kind, out var last) && clock.GetElapsedTime(last) < Between)
                return;
            _logged[kind] = clock.GetTimestamp();
        }

        _log.ExportProblem(string.Format(CultureInfo.InvariantCulture, eventData.Message, payload));
    }

    // exceptions include their stack traces
    private static object? FirstLine(object? payload) => payload is string text ? text.Split('\n', 2)[0].Trim() : payload;
}
