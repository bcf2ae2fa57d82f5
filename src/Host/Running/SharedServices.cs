using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Settings;
using StreamLift.Ingest;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Suspicion;
using StreamLift.Sink;
using StreamLift.Sink.Records;

namespace StreamLift.Host.Running;

/// <summary>What all lanes of a process share.</summary>
internal sealed record SharedServices(
    ServiceSettings Settings,
    ServedModel Models,
    EndOffsetTracker End,
    TopicLimits Limits,
    IngestTelemetry Ingest,
    LifterTelemetry Lifter,
    SinkTelemetry Sink,
    SuspectStreams Suspects,
    Action<Error> OnBrokerError,
    TimeProvider Clock,
    ILoggerFactory Logs
);
