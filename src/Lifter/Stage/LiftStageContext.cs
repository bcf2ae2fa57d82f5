using StreamLift.Lifter.Models;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Lifter.Stage;

/// <summary>What a lane's lift stage is given.</summary>
public sealed record LiftStageContext
{
    /// <summary>The model that is served, and those that may follow it.</summary>
    public required ServedModel Models { get; init; }

    /// <summary>The layouts that frames may have.</summary>
    public required SkeletonCatalogue Layouts { get; init; }

    /// <summary>The cameras of <c>--cameras</c>.</summary>
    public required CameraCatalogue? Cameras { get; init; }

    /// <summary>The image size of frames that don't give theirs, <c>1920x1080</c>; empty: that of the model's card.</summary>
    public required string Image { get; init; }

    /// <summary>The limits of a record.</summary>
    public required WireLimits Limits { get; init; }

    /// <summary>Rows that fit a batch.</summary>
    public required int BatchCapacity { get; init; }

    /// <summary>Whether sigmas are computed too.</summary>
    public required bool Sigma { get; init; }

    /// <summary>Which frames are not lifted any more.</summary>
    public required Deadline Deadline { get; init; }

    /// <summary>Counts what is lifted.</summary>
    public required LifterTelemetry Telemetry { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }
}
