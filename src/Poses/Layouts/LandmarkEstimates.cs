using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// Where a hip, the middle of the hips or the middle of the shoulders lies when it was not seen, by the hips and shoulders that were. The line of the hips has
/// the direction of the line of the shoulders and seven eighths of its length (Human3.6M's published skeleton: 266 and 302 mm).
/// </summary>
internal static class LandmarkEstimates
{
    /// <summary>The distance of the hips as a share of that of the shoulders.</summary>
    private const double HipsByShoulders = 0.875;

    /// <summary>The ways to estimate the landmark, the best first. Each is a sum of landmarks whose weights sum to 1; empty when there is no way.</summary>
    public static ImmutableArray<ImmutableArray<LandmarkWeight>> Of(Landmark landmark) =>
        landmark switch
        {
            Landmark.Pelvis => Middle(Landmark.LeftHip, Landmark.RightHip, Landmark.LeftShoulder, Landmark.RightShoulder, HipsByShoulders),
            Landmark.Thorax => Middle(Landmark.LeftShoulder, Landmark.RightShoulder, Landmark.LeftHip, Landmark.RightHip, 1 / HipsByShoulders),
            Landmark.LeftHip => Hip(Landmark.RightHip, Landmark.LeftShoulder, Landmark.RightShoulder),
            Landmark.RightHip => Hip(Landmark.LeftHip, Landmark.RightShoulder, Landmark.LeftShoulder),
            Landmark.LeftShoulder =>
            [
                [new(Landmark.Thorax, 2), new(Landmark.RightShoulder, -1)],
            ],
            Landmark.RightShoulder =>
            [
                [new(Landmark.Thorax, 2), new(Landmark.LeftShoulder, -1)],
            ],
            _ => [],
        };

    // Midway between both; from one of them half the distance of both, taken from the other pair; that one itself.
    private static ImmutableArray<ImmutableArray<LandmarkWeight>> Middle(
        Landmark left,
        Landmark right,
        Landmark otherLeft,
        Landmark otherRight,
        double ratio
    ) =>
        [
            [new(left, 0.5), new(right, 0.5)],
            [new(left, 1), new(otherRight, ratio / 2), new(otherLeft, -ratio / 2)],
            [new(right, 1), new(otherLeft, ratio / 2), new(otherRight, -ratio / 2)],
            [new(left, 1)],
            [new(right, 1)],
        ];

    private static ImmutableArray<ImmutableArray<LandmarkWeight>> Hip(Landmark other, Landmark sameShoulder, Landmark otherShoulder) =>
        [
            [new(Landmark.Pelvis, 2), new(other, -1)],
            [new(other, 1), new(sameShoulder, HipsByShoulders), new(otherShoulder, -HipsByShoulders)],
        ];
}

/// <summary>A landmark's share in a sum of landmarks.</summary>
internal readonly record struct LandmarkWeight(Landmark Landmark, double Weight);
