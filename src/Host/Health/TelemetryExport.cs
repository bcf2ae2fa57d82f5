using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using StreamLift.Fuser;
using StreamLift.Ingest;
using StreamLift.Lifter;
using StreamLift.Sink;

namespace StreamLift.Host.Health;

/// <summary>
/// Metrics for <c>/metrics</c>. Also metrics and traces by OTLP, if OpenTelemetry's environment variables name a collector (OTEL_EXPORTER_OTLP_ENDPOINT, or
/// the variables for metrics and traces alone). The other OTEL variables configure the export.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    // .NET's own: memory, garbage collector, processor time
    private const string RuntimeMeter = "System.Runtime";

    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;
    private readonly CollectorProblem? _problems;

    private TelemetryExport(MeterProvider metrics, TracerProvider? traces, CollectorProblem? problems) =>
        (_metrics, _traces, _problems) = (metrics, traces, problems);

    /// <summary>The metrics, for the endpoint that shows them.</summary>
    public MeterProvider Metrics => _metrics;

    /// <summary>Starts the exports that are configured.</summary>
    public static TelemetryExport Start(ILoggerFactory logs, TimeProvider clock)
    {
        // Before the exporters, which read their settings in their constructors.
        var problems = IsNamed("METRICS") || IsNamed("TRACES") ? new CollectorProblem(logs, clock) : null;
        var resource = ResourceBuilder.CreateDefault().AddService("streamlift").AddEnvironmentVariableDetector();
        var metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(IngestTelemetry.MeterName, LifterTelemetry.MeterName, FuserTelemetry.MeterName, SinkTelemetry.MeterName)
            .AddMeter(RuntimeMeter)
            .AddPrometheusExporter();
        if (IsNamed("METRICS"))
            metrics.AddOtlpExporter();
        var traces = !IsNamed("TRACES")
            ? null
            : Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(SinkTelemetry.ActivitySourceName).AddOtlpExporter().Build();
        return new TelemetryExport(metrics.Build(), traces, problems);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _traces?.Dispose();
        _problems?.Dispose();
    }

    private static bool IsNamed(string signal) =>
        Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }
        || Environment.GetEnvironmentVariable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is { Length: > 0 };
}
