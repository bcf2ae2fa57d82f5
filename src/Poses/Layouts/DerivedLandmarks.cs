using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// Landmarks that are the mean of others, for layouts that lack them. The test is the recorded motion (CMU, 23,346 frames × 4 cameras,
/// projected): a mean within 4 cm of the truth will do.
/// <list type="bullet">
/// <item>Hip from both hips and Thorax from both shoulders: the same points to 0.001 mm in space, 0.6 px (1.3 px at most in 95 % of the
/// frames) after projection, which doesn't keep means.</item>
/// <item>Spine is not derived: from Hip and Thorax (or both hips and both shoulders) it is 89 mm off in the mean, 160 mm at the 95th
/// percentile, for it stands 25 % up the trunk in some performers and 57 % in others. A network that is told "not seen" does better.</item>
/// <item>Nor are the top of the head and Human3.6M's Neck/Nose from eyes, ears and nose: off by a hand, and by where the person looks.</item>
/// </list>
/// </summary>
internal static class DerivedLandmarks
{
    /// <summary>The landmarks whose plain mean this one is; empty where there is no such rule.</summary>
    public static ImmutableArray<Landmark> Of(Landmark landmark) =>
        landmark switch
        {
            Landmark.Pelvis => [Landmark.LeftHip, Landmark.RightHip],
            Landmark.Thorax => [Landmark.LeftShoulder, Landmark.RightShoulder],
            _ => [],
        };
}
