using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs;

/// <summary>The cameras of a calibration, in one world. Translations are in mm, whatever the file's unit: x_camera = R·X_world + t.</summary>
/// <param name="Name">The name that the file gives the rig, otherwise the file's name without its ending.</param>
/// <param name="Format">The format that was read, such as "Qualisys' .qca.txt".</param>
/// <param name="Unit">The unit of the file's translations.</param>
/// <param name="Up">The axis of the world that points up. Null: the file does not say.</param>
/// <param name="Cameras">
/// The cameras in the file's order, with its names. <see cref="Camera.Extrinsics"/> is null for a camera whose place is not known.
/// </param>
/// <param name="Notes">What was assumed or left out, one line each. Show them to the user.</param>
public sealed record Rig(string Name, string Format, RigUnit Unit, WorldUp? Up, IReadOnlyList<Camera> Cameras, IReadOnlyList<string> Notes)
{
    /// <summary>Those of <see cref="Notes"/> by which the file is probably wrong.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The height of the floor along <see cref="Up"/>, mm; null where the file does not say.</summary>
    public double? Floor { get; init; }

    /// <summary>Whether the file says its unit, or its format has one.</summary>
    public bool IsUnitStated { get; init; } = true;

    /// <summary>The cameras by stream: a stream takes the camera with its name, or with what follows a <c>/</c> of its name (docs/cameras.md).</summary>
    public CameraCatalogue ToCatalogue() => new(Cameras);
}
