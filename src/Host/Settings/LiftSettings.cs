using StreamLift.Lifter;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Host.Settings;

/// <summary>The validated settings of <c>run</c>, and the content of the files they name.</summary>
/// <param name="Shared">What every stage has.</param>
/// <param name="Lifter">Batching and inference.</param>
/// <param name="DetectorLayout">The layout of other tools' keypoints; null: by their number or names.</param>
/// <param name="Cameras">The cameras by stream; null: none were given.</param>
/// <param name="Rigs">The rigs of the streams.</param>
internal sealed record LiftSettings(ServiceSettings Shared, LifterOptions Lifter, Skeleton? DetectorLayout, CameraCatalogue? Cameras, RigCatalogue Rigs)
    : ServiceSettings(Shared)
{
    /// <inheritdoc/>
    public override RigCatalogue RigFiles => Rigs;
}
