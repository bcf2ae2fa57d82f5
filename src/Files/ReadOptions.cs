using StreamLift.Datasets.Rigs;

namespace StreamLift.Files;

/// <summary>What the user says of a file that is read. Null: the file tells.</summary>
public sealed record ReadOptions
{
    /// <summary>Frames per second, where the file has none.</summary>
    public double? Rate { get; init; }

    /// <summary>The joints, unit and axes of motion files of other tools. Records and tables take only its <see cref="RigOptions.Up"/>.</summary>
    public RigOptions Rig { get; init; } = new();

    /// <summary>The subjects of recordings with several. Null: all.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>Whether the smoothed joints are taken where records have them.</summary>
    public bool Smooth { get; init; }
}
