using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest;
using StreamLift.Lifter;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>What all lanes of a process share.</summary>
internal sealed record LaneRooms(
    Plan Plan,
    ServedModel Models,
    EndWatch End,
    TopicLimits Limits,
    IngestTelemetry Ingest,
    LifterTelemetry Lifter,
    SinkTelemetry Sink,
    Action<Error> BrokerError,
    TimeProvider Clock,
    ILoggerFactory Logs);
