namespace StreamLift.Capture.Geometry;

/// <summary>The cameras of one rig in one world. Immutable and thread-safe.</summary>
/// <param name="Name">The rig's name: the key of its records.</param>
/// <param name="Cameras">The cameras; elsewhere a camera is its index in this list.</param>
public sealed record CaptureRig(string Name, IReadOnlyList<PlacedCamera> Cameras)
{
    /// <summary>The direction of the world that points up, of length 1; null where it is not known.</summary>
    public Point3? Up { get; init; }

    /// <summary>The height of the floor along <see cref="Up"/>, mm; null where it is not known.</summary>
    public double? Floor { get; init; }
}
