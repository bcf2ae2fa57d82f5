using System.Collections.Immutable;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Synthetic;

/// <summary>
/// Adds the errors of a detector to exact keypoints: normal noise that is larger at hands, feet and head and correlated over a few frames, and scores
/// that decrease with the error. A pure function of seed, camera and frame, so that any frame can be made again.
/// </summary>
/// <param name="seed">The seed of the noise.</param>
/// <param name="pixels">The standard deviation of x and y at the trunk. 0: no noise.</param>
public sealed class DetectorNoise(int seed, double pixels)
{
    private const int KnotFrames = 4;
    private const float EndFactor = 1.5f;

    // Hands, feet and the head: the joints that are the parent of no other joint.
    private static readonly ImmutableArray<bool> IsEnd =
    [
        .. Enumerable.Range(0, Skeletons.H36m17.Count).Select(joint => !Skeletons.H36m17.Parents.Contains(joint)),
    ];

    /// <summary>Adds noise to the keypoints of one frame.</summary>
    /// <param name="camera">The number of the camera.</param>
    /// <param name="frame">The number of the frame.</param>
    /// <param name="keypoints">x, y, score of the joints of h36m17, px. A missing joint stays missing.</param>
    public void Apply(int camera, long frame, Span<float> keypoints)
    {
        if (pixels <= 0)
            return;
        var (knot, between) = (frame / KnotFrames, frame % KnotFrames / (double)KnotFrames);
        // Interpolation reduces the variance between two knots. The division compensates for this.
        var level = Math.Sqrt((1 - between) * (1 - between) + between * between);
        for (var joint = 0; 3 * joint < keypoints.Length; joint++)
        {
            if (keypoints[3 * joint + 2] == 0)
                continue;
            var (x0, y0) = Normal(camera, knot, joint);
            var (x1, y1) = Normal(camera, knot + 1, joint);
            var size = pixels * (IsEnd[joint] ? EndFactor : 1) / level;
            var (x, y) = (size * ((1 - between) * x0 + between * x1), size * ((1 - between) * y0 + between * y1));
            keypoints[3 * joint] += (float)x;
            keypoints[3 * joint + 1] += (float)y;
            keypoints[3 * joint + 2] *= (float)(0.5 + 0.5 * Math.Exp(-(x * x + y * y) / (8 * pixels * pixels)));
        }
    }

    private (double X, double Y) Normal(int camera, long knot, int joint)
    {
        var bits = SplitMix64.Mix(
            SplitMix64.Mix(SplitMix64.Mix((ulong)(uint)seed + SplitMix64.Increment) + (ulong)knot) + ((ulong)(uint)camera << 32) + (uint)joint
        );
        var (u, v) = (((bits >> 32) + 1.0) / 4294967296.0, (uint)bits / 4294967296.0);
        var radius = Math.Sqrt(-2 * Math.Log(u));
        return (radius * Math.Cos(2 * Math.PI * v), radius * Math.Sin(2 * Math.PI * v));
    }
}
