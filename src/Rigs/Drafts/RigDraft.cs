namespace StreamLift.Rigs.Drafts;

/// <summary>A rig as a file has it.</summary>
/// <param name="Format">The format's name, for messages.</param>
/// <param name="Unit">The unit of the format. Null: the format has none, and the distances of the cameras tell it.</param>
/// <param name="Cameras">The cameras, in the file's order.</param>
internal sealed record RigDraft(string Format, RigUnit? Unit, IReadOnlyList<CameraDraft> Cameras)
{
    public string? Name { get; init; }

    public WorldUp? Up { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];
}
