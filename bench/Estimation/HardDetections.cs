using StreamLift.Poses.Layouts;

namespace StreamLift.Bench;

/// <summary>
/// Detections that are worse than normal noise: offsets of each joint that stay in a camera, and limbs that are found elsewhere. As with Stacked Hourglass on
/// real images, plain triangulation of them is no better than one camera's lifted pose.
/// </summary>
internal static class HardDetections
{
    private const double Offset = 9;
    private const double Noise = 6;
    private const double MissShare = 0.06;
    private const double Miss = 90;

    private static readonly int[][] Limbs =
    [
        [2, 3],
        [5, 6],
        [12, 13],
        [15, 16],
    ];

    public static void Apply(SeenTake take, int seed)
    {
        var random = new Random(seed);
        for (var camera = 0; camera < take.Keypoints.Length; camera++)
        {
            var offset = Draw(random, 2 * take.Layout.Count, Offset);
            for (var frame = 0; frame < take.Frames; frame++)
            {
                var noise = Draw(random, offset.Length, Noise);
                var person = take.Keypoints[camera].AsSpan(3 * take.Layout.Count * frame, 3 * take.Layout.Count);
                foreach (var limb in Limbs)
                {
                    var (missed, by) = (random.NextDouble() < MissShare, Draw(random, 2, Miss));
                    for (var i = 0; missed && i < 4; i++)
                        noise[(2 * limb[i / 2]) + (i % 2)] += (1 + (i / 2)) * by[i % 2];
                }

                for (var i = 0; i < offset.Length; i++)
                {
                    ref var pixel = ref person[(3 * (i / 2)) + (i % 2)];
                    pixel = (float)Math.Round(pixel + offset[i] + noise[i]);
                }
            }
        }
    }

    private static double[] Draw(Random random, int count, double deviation) => [.. Enumerable.Range(0, count).Select(_ => deviation * Takes.Normal(random))];
}
