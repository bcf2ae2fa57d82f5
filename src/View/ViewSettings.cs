using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.View;

/// <summary>What a viewer shows, and the limits of its server.</summary>
public sealed record ViewSettings
{
    /// <summary>The topic's name, for the page.</summary>
    public required string Topic { get; init; }

    /// <summary>What the topic holds; null: told by its first record.</summary>
    public RecordKind? Kind { get; init; }

    /// <summary>The rigs that cameras are looked up in.</summary>
    public RigCatalogue Rigs { get; init; } = RigCatalogue.BuiltIn;

    /// <summary>The layouts that keypoints may have; the bones of others are not known.</summary>
    public SkeletonCatalogue Layouts { get; init; } = SkeletonCatalogue.BuiltIn;

    /// <summary>The most viewers at a time. A further one is turned away.</summary>
    public int MaxViewers { get; init; } = 256;

    /// <summary>How long a viewer's connection may take nothing before it is closed.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a viewer may take to send its first message, the one with the token.</summary>
    public TimeSpan TokenLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Receives what is probably wrong with the records, one line each, each once.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
