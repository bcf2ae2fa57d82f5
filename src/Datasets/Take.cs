using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets;

/// <summary>A recording of one performer, without cameras.</summary>
/// <param name="Subject">The subject, such as "S9".</param>
/// <param name="Action">The action, such as "Walking 1".</param>
/// <param name="World">17 joints (h36m17) × xyz per frame, mm, z up.</param>
internal sealed record Take(string Subject, string Action, float[] World)
{
    /// <summary>Frames per second. Null: unknown.</summary>
    public double? Rate { get; init; }

    public int Frames => World.Length / Skeletons.PoseWidth;

    public string Name => $"{Subject}/{Action}";
}
