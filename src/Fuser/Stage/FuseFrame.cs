using StreamLift.Capture.Views;
using StreamLift.Fuser.Rigs;

namespace StreamLift.Fuser.Stage;

/// <summary>A camera's frame in a batch. Reused, since the arrays of its view grow and are kept.</summary>
internal sealed class FuseFrame
{
    /// <summary>The rig that the stream belongs to; null for a stream of no rig.</summary>
    public RigCamera? Camera { get; set; }

    /// <summary>The people that the camera saw; empty for a stream of no rig.</summary>
    public ViewFrame View { get; } = new();
}
