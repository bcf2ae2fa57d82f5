using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Settings;
using StreamLift.Ingest;
using StreamLift.Ingest.Offsets;
using StreamLift.Sink;
using StreamLift.Sink.Records;

namespace StreamLift.Host.Running;

/// <summary>What all lanes of a stage share.</summary>
internal sealed record SharedServices(
    ServiceSettings Settings,
    IServedStage Stage,
    EndOffsetTracker End,
    TopicLimits Limits,
    IngestTelemetry Ingest,
    SinkTelemetry Sink,
    Action<Error> OnBrokerError,
    TimeProvider Clock,
    ILoggerFactory Logs
);
