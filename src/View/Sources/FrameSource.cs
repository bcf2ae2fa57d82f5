namespace StreamLift.View.Sources;

/// <summary>What frames come from: a rig, whose frames are people, or a camera's stream, whose frames are poses. Under the hub's lock.</summary>
/// <param name="index">The number that frames name it by.</param>
/// <param name="kind">People or poses.</param>
/// <param name="name">The rig's name or the stream's.</param>
internal sealed class FrameSource(int index, RecordKind kind, string name)
{
    /// <summary>The number that frames name it by.</summary>
    public int Index { get; } = index;

    /// <summary>People or poses.</summary>
    public RecordKind Kind { get; } = kind;

    /// <summary>The rig's name or the stream's.</summary>
    public string Name { get; } = name;

    /// <summary>The rig that it is, or that its camera belongs to; null for a stream of no rig.</summary>
    public RigView? Rig { get; init; }

    /// <summary>The camera's index in <see cref="Rig"/>; null for a rig, and for a stream of no rig.</summary>
    public int? Camera { get; init; }

    /// <summary>The image's size, px; 0 x 0 until a record says it.</summary>
    public (int Width, int Height) Image { get; set; }

    /// <summary>The number of its next frame, from 0.</summary>
    public uint Sequence { get; set; }
}
