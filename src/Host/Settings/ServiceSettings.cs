using StreamLift.Ingest;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>The validated settings that every stage has, and what was assumed when reading the files they name (one line each).</summary>
internal record ServiceSettings(ServiceOptions Service, IngestOptions Ingest, SinkOptions Sink, SkeletonCatalogue Layouts, IReadOnlyList<string> Notes)
{
    /// <summary>Those of <see cref="Notes"/> by which a file is probably wrong.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Topic names and patterns to consume.</summary>
    public IReadOnlyList<string> Inputs => TopicNames.Split(Ingest.Input);

    /// <summary>The compacted topic that holds the stage's state; null for a stage without state.</summary>
    public virtual string? State => null;

    /// <summary>The files of rigs that the stage was given.</summary>
    public virtual RigCatalogue RigFiles => RigCatalogue.BuiltIn;

    /// <summary>The transactional id of a lane. A later process of the same instance aborts the transactions that an earlier one left open.</summary>
    public string TransactionalId(int lane) => $"{Ingest.Group}-{Ingest.Instance}-{lane}";
}
