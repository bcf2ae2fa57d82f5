using StreamLift.Datasets;

namespace StreamLift.Host.Motion;

/// <summary>Which motion to send, or to hold results against: both commands read the same flags, so that they speak of the same frames.</summary>
internal sealed record MotionOptions
{
    /// <summary>The word that asks for the synthetic performer instead of a path.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>A path as <see cref="Datasets.DatasetOptions.Path"/> takes it, or <see cref="Synthetic"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Null: all.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>As <see cref="Datasets.DatasetOptions.Detections"/>.</summary>
    public string Detections { get; init; } = "gt";

    /// <summary>How many of the cameras; null: all.</summary>
    public int? Cameras { get; init; }

    /// <summary>The first so many frames of each stream; null: all, of the synthetic performer a minute.</summary>
    public int? Frames { get; init; }

    /// <summary>The synthetic performer's number.</summary>
    public int Seed { get; init; } = 1;
}
