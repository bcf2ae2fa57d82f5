using System.Collections.Immutable;
using System.Numerics;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Scenes;

/// <summary>Which joints are behind another person.</summary>
internal static class Occlusion
{
    private const int Width = Skeletons.PoseWidth;
    private const float Reach = 1100; // mm from the hip to the farthest part of a body
    private const float Behind = 100; // mm that a joint is behind what hides it, at least

    private static readonly ImmutableArray<int> Parents = Skeletons.H36m17.Parents;

    // Half the width of the flesh around a bone, mm.
    private static readonly ImmutableArray<float> Radii =
    [
        .. Skeletons.H36m17.Joints.Select(joint =>
            joint is "Spine" or "Thorax" ? 130f
            : joint.EndsWith("Head", StringComparison.Ordinal) ? 90f
            : 60f
        ),
    ];

    /// <summary>Whether another person's body is between the camera and a joint.</summary>
    /// <param name="poses">All people in camera axes: 51 numbers for each.</param>
    /// <param name="person">The person who has the joint.</param>
    /// <param name="joint">The joint.</param>
    public static bool IsHidden(ReadOnlySpan<float> poses, int person, int joint)
    {
        var point = new Vector3(poses.Slice((person * Width) + (3 * joint), 3));
        for (var other = 0; other < poses.Length / Width; other++)
        {
            var pose = poses.Slice(other * Width, Width);
            var hip = new Vector3(pose);
            if (other == person || hip.Z > point.Z + Reach || Segments.Nearest(default, point, hip, hip).Distance > Reach)
                continue;
            for (var bone = 1; bone < Width / 3; bone++)
            {
                var (from, to) = (new Vector3(pose[(3 * bone)..]), new Vector3(pose[(3 * Parents[bone])..]));
                var (distance, along, _) = Segments.Nearest(default, point, from, to);
                if (distance < Radii[bone] && (1 - along) * point.Z > Behind)
                    return true;
            }
        }
        return false;
    }
}
