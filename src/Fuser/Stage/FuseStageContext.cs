using StreamLift.Capture;
using StreamLift.Fuser.Rigs;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Fuser.Stage;

/// <summary>The rigs, settings and services of a lane's fuse stage.</summary>
public sealed record FuseStageContext
{
    /// <summary>Finds the rig and the camera of a stream. All lanes share it.</summary>
    public required StreamRigs Rigs { get; init; }

    /// <summary>How the people of a rig are found.</summary>
    public required CaptureOptions Capture { get; init; }

    /// <summary>The layouts that keypoints may have.</summary>
    public required SkeletonCatalogue Layouts { get; init; }

    /// <summary>The limits of a record.</summary>
    public required WireLimits Limits { get; init; }

    /// <summary>How many rigs of a partition are followed at once; of more, the one whose last frame is the furthest back is forgotten.</summary>
    public int MostRigs { get; init; } = 1000;

    /// <summary>From which score on a joint counts as seen. Null selects the limit of each layout.</summary>
    public float? MinScore { get; init; }

    /// <summary>The encoding of the output; null: as its input.</summary>
    public WireEncoding? OutputEncoding { get; init; }

    /// <summary>The stage's metrics and lines.</summary>
    public required FuserTelemetry Telemetry { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }
}
