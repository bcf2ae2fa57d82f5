using System.Collections.Immutable;

namespace StreamLift.Poses;

/// <summary>
/// Landmarks that are, closely enough, the mean of others, for layouts that lack them. Nothing else is derived: the top of the head or
/// Human3.6M's Neck/Nose from eyes, ears and nose, say, would be off by a hand's breadth and depend on where the person looks.
/// </summary>
internal static class Derivations
{
    /// <summary>The landmarks whose plain mean this one is; empty where there is no such rule.</summary>
    public static ImmutableArray<Landmark> Of(Landmark landmark) => landmark switch
    {
        Landmark.Pelvis => [Landmark.LeftHip, Landmark.RightHip],
        Landmark.Thorax => [Landmark.LeftShoulder, Landmark.RightShoulder],
        Landmark.Spine => [Landmark.Pelvis, Landmark.Thorax],
        _ => [],
    };
}
