using System.Text;
using StreamLift.Capture.Geometry;

namespace StreamLift.Fuser.Rigs;

/// <summary>A rig with the bytes of its names, which are written in each record. Immutable and thread-safe.</summary>
/// <param name="rig">The rig.</param>
public sealed class NamedRig(CaptureRig rig)
{
    /// <summary>The rig.</summary>
    public CaptureRig Rig { get; } = rig;

    /// <summary>Its name in UTF-8: the key of its records and of its state.</summary>
    internal byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(rig.Name);

    /// <summary>The streams of its cameras, in UTF-8.</summary>
    internal byte[][] Utf8Streams { get; } = [.. rig.Cameras.Select(camera => Encoding.UTF8.GetBytes(camera.Stream))];
}

/// <summary>A stream's place in its rig.</summary>
/// <param name="Rig">The rig.</param>
/// <param name="Index">The camera's index in it.</param>
public sealed record RigCamera(NamedRig Rig, int Index);
