using Confluent.Kafka;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Ingest;

/// <summary>What Host puts together for one lane's first stage.</summary>
public sealed record IngestContext
{
    /// <summary>The lane's number in the process.</summary>
    public required int Lane { get; init; }

    /// <summary>The room's settings.</summary>
    public required IngestOptions Options { get; init; }

    /// <summary>The model whose rows are filled, and those that may follow it.</summary>
    public required ServedModel Models { get; init; }

    /// <summary>The layouts frames may come in.</summary>
    public required SkeletonCatalogue Layouts { get; init; }

    /// <summary>The cameras of <c>--cameras</c>.</summary>
    public required CameraCatalogue? Cameras { get; init; }

    /// <summary>The lane's batches.</summary>
    public required BatchPool Pool { get; init; }

    /// <summary>The lane's worker.</summary>
    public required InferenceStage Worker { get; init; }

    /// <summary>Has what was lifted on the poll thread delivered.</summary>
    public required Action Deliver { get; init; }

    /// <summary>Which frames are not lifted any more.</summary>
    public required Deadline Deadline { get; init; }

    /// <summary>Bytes that the output topic takes in a record.</summary>
    public required int OutputLimit { get; init; }

    /// <summary>When a batch leaves.</summary>
    public required BatchPolicy Policy { get; init; }

    /// <summary>The topics or regular expressions to subscribe to.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Where to stop; all lanes share it.</summary>
    public required EndOffsetTracker End { get; init; }

    /// <summary>The room's figures.</summary>
    public required IngestTelemetry Telemetry { get; init; }

    /// <summary>Told of the client's errors, transient ones as well.</summary>
    public required Action<Error> BrokerError { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The one topic, where there is no other and no pattern: its name then needn't be marshalled a record.</summary>
    public string? OnlyTopic => Topics is [var topic] && !topic.StartsWith('^') ? topic : null;
}
