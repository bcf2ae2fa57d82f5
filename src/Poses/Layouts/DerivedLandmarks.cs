using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// Landmarks that are computed as the mean of others, for layouts that lack them. Measured on recorded motion (CMU, 23,346 frames × 4 cameras,
/// projected): the mean must lie within 4 cm of the landmark.
/// <list type="bullet">
/// <item>Hip from both hips and Thorax from both shoulders: the same points to 0.001 mm in space, 0.6 px (1.3 px at most in 95 % of the
/// frames) after projection, which does not preserve means.</item>
/// <item>Spine is not derived: from Hip and Thorax (or both hips and both shoulders) the error is 89 mm in the mean, 160 mm at the 95th
/// percentile, because its height on the trunk is 25 % in some performers and 57 % in others. "Not seen" gives better poses.</item>
/// <item>The top of the head and Human3.6M's Neck/Nose are not derived from eyes, ears and nose: the error is about 10 cm and depends on the gaze.</item>
/// </list>
/// </summary>
internal static class DerivedLandmarks
{
    /// <summary>The landmarks whose mean is this landmark; empty when it is not derived.</summary>
    public static ImmutableArray<Landmark> Of(Landmark landmark) =>
        landmark switch
        {
            Landmark.Pelvis => [Landmark.LeftHip, Landmark.RightHip],
            Landmark.Thorax => [Landmark.LeftShoulder, Landmark.RightShoulder],
            _ => [],
        };
}
