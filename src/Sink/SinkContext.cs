using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Records;

namespace StreamLift.Sink;

/// <summary>What a lane's writing side is given.</summary>
public sealed record SinkContext
{
    /// <summary>The settings.</summary>
    public required SinkOptions Options { get; init; }

    /// <summary>What the lane does with its records: it makes the encoder.</summary>
    public required IStage Stage { get; init; }

    /// <summary>Where a stage with state keeps it; null: the stage has none, or keeps it in memory only.</summary>
    public StateTopic? StateTopic { get; init; }

    /// <summary>The lane's queue, whose processed batches are sent.</summary>
    public required OrderedBatchQueue Queue { get; init; }

    /// <summary>The lane's batches: a delivered one is returned.</summary>
    public required BatchPool Pool { get; init; }

    /// <summary>The largest records that the topics take.</summary>
    public required TopicLimits Limits { get; init; }

    /// <summary>The lane's transactional id, unique in the cluster and the same after a restart; unused with at-least-once.</summary>
    public required string TransactionalId { get; init; }

    /// <summary>Counts what is delivered.</summary>
    public required SinkTelemetry Telemetry { get; init; }

    /// <summary>Told of the client's errors, transient ones as well.</summary>
    public required Action<Error> OnBrokerError { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }
}
