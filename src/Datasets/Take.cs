using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>One recording of one performer, before any camera.</summary>
/// <param name="Subject">"S9".</param>
/// <param name="Action">"Walking 1".</param>
/// <param name="World">17 joints (h36m17) × xyz a frame, mm, z up.</param>
internal sealed record Take(string Subject, string Action, float[] World)
{
    /// <summary>The cameras that stood around this take, where they are not its subject's.</summary>
    public IReadOnlyList<Camera>? Cameras { get; init; }

    public int Frames => World.Length / Skeletons.PoseWidth;

    public string Name => $"{Subject}/{Action}";
}
