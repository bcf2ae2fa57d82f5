using Confluent.Kafka;
using StreamLift.Sink.Records;

namespace StreamLift.Sink;

/// <summary>What Host puts together for one lane's last stage.</summary>
public sealed record SinkContext
{
    /// <summary>The room's settings.</summary>
    public required SinkOptions Options { get; init; }

    /// <summary>The largest records that the topics take.</summary>
    public required TopicLimits Limits { get; init; }

    /// <summary>The name of this lane's transactions, its own in the whole cluster and the same after a restart; unused at least once.</summary>
    public required string TransactionalId { get; init; }

    /// <summary>The room's figures.</summary>
    public required SinkTelemetry Telemetry { get; init; }

    /// <summary>The reading side.</summary>
    public required SourceCallbacks Upstream { get; init; }

    /// <summary>Told of the client's errors, transient ones as well.</summary>
    public required Action<Error> BrokerError { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }
}
