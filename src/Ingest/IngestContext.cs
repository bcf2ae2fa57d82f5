using Confluent.Kafka;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.State;
using StreamLift.Lanes;

namespace StreamLift.Ingest;

/// <summary>What a lane's reading side is given.</summary>
public sealed record IngestContext
{
    /// <summary>The lane's number in the process.</summary>
    public required int Lane { get; init; }

    /// <summary>The settings.</summary>
    public required IngestOptions Options { get; init; }

    /// <summary>What the lane does with its records.</summary>
    public required IStage Stage { get; init; }

    /// <summary>Where a stage with state (<see cref="IStatefulStage"/>) keeps it; null: the stage has none, or keeps it in memory only.</summary>
    public StateTopic? StateTopic { get; init; }

    /// <summary>Makes the client that reads the state topic; null: Confluent.Kafka's.</summary>
    internal Func<IStateClient>? ConnectState { get; init; }

    /// <summary>The lane's batches.</summary>
    public required BatchPool Pool { get; init; }

    /// <summary>Takes the batches that are read.</summary>
    public required LaneExecutor Executor { get; init; }

    /// <summary>When a batch is handed on.</summary>
    public required BatchPolicy Policy { get; init; }

    /// <summary>Bytes that the output topic takes in a record.</summary>
    public required int OutputLimit { get; init; }

    /// <summary>The topics or regular expressions to subscribe to.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Where to stop; all lanes share it.</summary>
    public required EndOffsetTracker End { get; init; }

    /// <summary>Counts what is read.</summary>
    public required IngestTelemetry Telemetry { get; init; }

    /// <summary>Told of the client's errors, transient ones as well.</summary>
    public required Action<Error> OnBrokerError { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The one topic, where there is no other and no pattern: the client then need not marshal its name for each record.</summary>
    public string? OnlyTopic => Topics is [var topic] && !topic.StartsWith('^') ? topic : null;
}
