using StreamLift.Datasets;
using StreamLift.Datasets.Rigs;

namespace StreamLift.Host.Motion;

/// <summary>Selects motion to send or to compare with. Both commands read the same flags, so that they select the same frames.</summary>
internal sealed record MotionOptions
{
    /// <summary>The source that means the synthetic performer instead of a path.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>A path as <see cref="Datasets.DatasetOptions.Path"/> takes it, or <see cref="Synthetic"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Null: all.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>As <see cref="Datasets.DatasetOptions.Detections"/>.</summary>
    public string Detections { get; init; } = "gt";

    /// <summary>As <see cref="Datasets.DatasetOptions.Rig"/>.</summary>
    public RigOptions Rig { get; init; } = new();

    /// <summary>Number of cameras; null: all.</summary>
    public int? Cameras { get; init; }

    /// <summary>A file of the cameras that see every take; null: the data's own cameras.</summary>
    public string? CamerasFile { get; init; }

    /// <summary>Number of frames of each stream, from the first; null: all, or a minute of the synthetic performer.</summary>
    public int? Frames { get; init; }

    /// <summary>The names of the options given that only recorded or synthetic motion has.</summary>
    public IReadOnlyList<string> GivenOfRecordings { get; init; } = [];

    /// <summary>The random seed of the synthetic performer.</summary>
    public int Seed { get; init; } = 1;
}
