using StreamLift.Poses;

namespace StreamLift.Training.Samples;

/// <summary>What a detector adds: every joint off by a share of the person's size, hands and feet by more, now and then one by far; whole pixels.</summary>
internal static class DetectorNoise
{
    // Of the larger side of the person's box. Stacked Hourglass on Human3.6M, not fine-tuned, is off by 14 px in the mean.
    private const float Least = 0.004f;
    private const float Most = 0.035f;
    private const float Outliers = 0.02f;
    private static readonly float[] Joint = [.. Skeletons.H36m17.Joints.Select(Factor)];

    public static void Apply(Sight sight, ref Draw draw)
    {
        var sigma = sight.Extent() * draw.LogUniform(Least, Most);
        var whole = draw.Chance(0.5f);
        for (var joint = 0; joint < Sight.Joints; joint++)
        {
            var spread = sigma * Joint[joint] * (draw.Chance(Outliers) ? 5 : 1);
            var x = sight.Keypoints[3 * joint] + (spread * draw.Normal());
            var y = sight.Keypoints[(3 * joint) + 1] + (spread * draw.Normal());
            sight.Set(joint, whole ? MathF.Round(x) : x, whole ? MathF.Round(y) : y);
        }
    }

    private static float Factor(string joint) =>
        joint.Contains("Wrist", StringComparison.Ordinal) || joint.Contains("Foot", StringComparison.Ordinal) ? 1.4f
        : joint.Contains("Elbow", StringComparison.Ordinal) || joint.Contains("Knee", StringComparison.Ordinal) ? 1.1f
        : 0.9f;
}
