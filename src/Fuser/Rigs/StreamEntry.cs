using StreamLift.Poses.Layouts;

namespace StreamLift.Fuser.Rigs;

/// <summary>What a decoder knows of a stream. Poll thread only.</summary>
/// <param name="camera">Its place in its rig; null for a stream of no rig.</param>
internal sealed class StreamEntry(RigCamera? camera)
{
    /// <summary>Its place in its rig; null for a stream of no rig.</summary>
    public RigCamera? Camera { get; } = camera;

    /// <summary>The map of its last frame that had people, for a frame without people, which may name no layout.</summary>
    public JointMap? Map { get; set; }

    /// <summary>Whether it has been said that its images have another shape than the calibrated one.</summary>
    public bool IsShapeSaid { get; set; }
}
