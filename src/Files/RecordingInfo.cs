using StreamLift.Rigs;

namespace StreamLift.Files;

/// <summary>What a writer is told of a recording before it begins.</summary>
public sealed record RecordingInfo
{
    /// <summary>Frames per second. Null: the times of the first instants tell.</summary>
    public double? Rate { get; init; }

    /// <summary>The axis of the world that points up, for files in which y is up. In a camera's axes y points down, whatever this says.</summary>
    public WorldUp Up { get; init; } = WorldUp.Z;

    /// <summary>Whether files that are there already are replaced. False: they are refused.</summary>
    public bool Overwrite { get; init; }
}
