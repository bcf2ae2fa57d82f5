using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// Landmarks that are computed as the weighted mean of others, for layouts that lack them. The mean must lie within 4 cm of the landmark on recorded motion,
/// and the poses must be better with it than with "not seen".
/// <list type="bullet">
/// <item>Hip from both hips and Thorax from both shoulders: the same points to 0.001 mm in space, 0.6 px (1.3 px at most in 95 % of the
/// frames) after projection, which does not preserve means (CMU, 23,346 frames × 4 cameras).</item>
/// <item>Spine at 0.47 of the way from Hip to Thorax: 36 mm off in the mean (32 CMU performers, 32,037 frames), more where the back bends. With it the
/// default model's poses are better in layouts that have the top of the head (halpe26: 40.9 mm where 41.7 were, and 73.2 where 75.3 were with performers
/// whose Spine was measured well), and worse in those that don't (coco17: 46.4 where 44.6 were; even with the true Spine 45.3), as it was trained with
/// layouts that lack all three.</item>
/// <item>Neck/Nose at 0.56 of the way from Thorax to the top of the head is 18 mm off, but the poses are no better with it: it is not derived. The top of the
/// head is not derived from eyes, ears and nose: the error is about 10 cm and depends on the gaze.</item>
/// </list>
/// </summary>
internal static class DerivedLandmarks
{
    /// <summary>The share of Thorax in Spine, the rest is Hip's: where Human3.6M's Spine lies (<see cref="Landmark.Spine"/>).</summary>
    public const double SpineByThorax = 0.47;

    /// <summary>The landmarks whose weighted mean (weights sum to 1) is this landmark; empty when it is not derived.</summary>
    public static ImmutableArray<LandmarkWeight> Of(Landmark landmark) =>
        landmark switch
        {
            Landmark.Pelvis => [new(Landmark.LeftHip, 0.5), new(Landmark.RightHip, 0.5)],
            Landmark.Thorax => [new(Landmark.LeftShoulder, 0.5), new(Landmark.RightShoulder, 0.5)],
            Landmark.Spine => [new(Landmark.Pelvis, 1 - SpineByThorax), new(Landmark.Thorax, SpineByThorax)],
            _ => [],
        };

    /// <summary>The landmark that a layout must have for this one to be derived, beside its parts; <see cref="Landmark.None"/> when it needs no more.</summary>
    public static Landmark Condition(Landmark landmark) => landmark == Landmark.Spine ? Landmark.HeadTop : Landmark.None;
}
