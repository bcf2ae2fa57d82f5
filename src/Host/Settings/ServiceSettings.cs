using StreamLift.Ingest;
using StreamLift.Lifter;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>The settings, checked, with the files they name read.</summary>
internal sealed record ServiceSettings(
    ServiceOptions Service,
    IngestOptions Ingest,
    LifterOptions Lifter,
    SinkOptions Sink,
    SkeletonCatalogue Layouts,
    CameraCatalogue? Cameras
)
{
    /// <summary>Names and patterns to read.</summary>
    public IReadOnlyList<string> Inputs => TopicNames.Split(Ingest.Input);

    /// <summary>The name of a lane's transactions: a later process of the same instance ends what an earlier one has left open.</summary>
    public string TransactionalId(int lane) => $"{Ingest.Group}-{Ingest.Instance}-{lane}";
}
