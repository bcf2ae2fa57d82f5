using StreamLift.Capture;
using StreamLift.Fuser;
using StreamLift.Fuser.Rigs;
using StreamLift.Rigs;

namespace StreamLift.Host.Settings;

/// <summary>The validated settings of <c>fuse</c>, and the content of the files they name.</summary>
/// <param name="Shared">What every stage has.</param>
/// <param name="Fuser">Batching and fusion.</param>
/// <param name="Rigs">The rigs by stream.</param>
/// <param name="Catalogue">The files of rigs.</param>
internal sealed record FuseSettings(ServiceSettings Shared, FuserOptions Fuser, StreamRigs Rigs, RigCatalogue Catalogue) : ServiceSettings(Shared)
{
    /// <inheritdoc/>
    public override RigCatalogue RigFiles => Catalogue;

    /// <inheritdoc/>
    public override string State => Fuser.State.Length > 0 ? Fuser.State : $"{Ingest.Group}-state";

    /// <summary>How the people of a rig are found.</summary>
    public CaptureOptions Capture { get; } =
        new()
        {
            RateHz = Fuser.RateHz,
            Wait = Fuser.Wait,
            Smoothing = Fuser.Smoothing,
            HeightMm = Fuser.Height,
            AllJoints = Fuser.AllJoints,
            Layouts = Shared.Layouts,
        };
}
