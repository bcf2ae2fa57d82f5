using StreamLift.Lifter.Models;
using StreamLift.Lifter.Suspicion;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Lifter.Stage;

/// <summary>The model, settings and services of a lane's lift stage.</summary>
public sealed record LiftStageContext
{
    /// <summary>The current model and its later replacements. With <see cref="CalibratedModels"/> it lifts only the streams without a camera.</summary>
    public required ServedModel Models { get; init; }

    /// <summary>The model of the streams with a camera, and its later replacements. Null: <see cref="Models"/> lifts all streams.</summary>
    public ServedModel? CalibratedModels { get; init; }

    /// <summary>The layouts that frames may have.</summary>
    public required SkeletonCatalogue Layouts { get; init; }

    /// <summary>The cameras of <c>--cameras</c> and of rigs; null: none were given.</summary>
    public required CameraCatalogue? Cameras { get; init; }

    /// <summary>The image size, such as <c>1920x1080</c>, of frames that do not state their own. Empty selects the size on the model card.</summary>
    public required string Image { get; init; }

    /// <summary>The layout of the keypoints in other tools' records; null to decide by their number or names.</summary>
    public Skeleton? DetectorLayout { get; init; }

    /// <summary>The limits of a record.</summary>
    public required WireLimits Limits { get; init; }

    /// <summary>The number of rows in a full batch.</summary>
    public required int BatchCapacity { get; init; }

    /// <summary>Whether sigmas are computed.</summary>
    public required bool Sigma { get; init; }

    /// <summary>Whether the output also has each person's keypoints.</summary>
    public bool WithKeypoints { get; init; }

    /// <summary>Makes the keys of the output, one object for each sender. Null: the keys of the input.</summary>
    public Func<IOutputKeys>? CreateKeys { get; init; }

    /// <summary>Whether a person whose own content is wrong, or what is probably wrong with a frame or its stream, rejects the whole record.</summary>
    public bool Strict { get; init; }

    /// <summary>From which score on a joint counts as seen. Null selects the limit of each layout.</summary>
    public float? MinScore { get; init; }

    /// <summary>Whether the coordinates of all frames are shares of the image's width and height, 0 to 1.</summary>
    public bool Normalised { get; init; }

    /// <summary>Takes what is probably wrong with streams. Null: nothing is looked for.</summary>
    public SuspectStreams? Suspects { get; init; }

    /// <summary>The deadline of frames.</summary>
    public required Deadline Deadline { get; init; }

    /// <summary>The lifter's metrics.</summary>
    public required LifterTelemetry Telemetry { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }
}
