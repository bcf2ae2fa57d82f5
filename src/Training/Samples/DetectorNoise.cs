using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Training.Samples;

/// <summary>What a detector adds: every joint off by a share of the person's size, hands and feet by more, now and then one by far; whole pixels.</summary>
internal static class DetectorNoise
{
    private static readonly float[] Joint = [.. Skeletons.H36m17.Joints.Select(Factor)];
    private static readonly int[] Limb = [.. Skeletons.H36m17.Joints.Select(LimbOf)];
    private static readonly int Limbs = Limb.Max() + 1;

    public static void Apply(TrainingSample sight, DetectorErrors errors, ref SampleRandom draw)
    {
        var sigma = sight.Extent() * draw.LogUniform(errors.Least, errors.Most);
        var whole = draw.Chance(0.5f);
        if (errors.Swapped > 0 && draw.Chance(errors.Swapped))
            Swap(sight, arms: draw.Chance(0.5f));
        Span<float> together = stackalloc float[2 * Limbs];
        together.Clear();
        var (common, own) = (MathF.Sqrt(errors.Shared), MathF.Sqrt(1 - errors.Shared));
        if (errors.Shared > 0)
            foreach (ref var offset in together)
                offset = common * draw.Normal();
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
        {
            var spread = sigma * Joint[joint] * (draw.Chance(errors.Outliers) ? 5 : 1);
            var x = sight.Keypoints[3 * joint] + (spread * (together[2 * Limb[joint]] + (own * draw.Normal())));
            var y = sight.Keypoints[(3 * joint) + 1] + (spread * (together[(2 * Limb[joint]) + 1] + (own * draw.Normal())));
            sight.Set(joint, whole ? MathF.Round(x) : x, whole ? MathF.Round(y) : y);
        }
    }

    // The left limb's joints where the right's are, and the other way round; shoulders and hips stay.
    private static void Swap(TrainingSample sight, bool arms)
    {
        var skeleton = Skeletons.H36m17;
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
            if (skeleton.Mirror[joint] > joint && Joint[joint] > 1 && IsArm(skeleton.Joints[joint]) == arms)
                for (var axis = 0; axis < 2; axis++)
                {
                    var (here, there) = ((3 * joint) + axis, (3 * skeleton.Mirror[joint]) + axis);
                    (sight.Keypoints[here], sight.Keypoints[there]) = (sight.Keypoints[there], sight.Keypoints[here]);
                }
    }

    private static float Factor(string joint) =>
        joint.Contains("Wrist", StringComparison.Ordinal) || joint.Contains("Foot", StringComparison.Ordinal) ? 1.4f
        : joint.Contains("Elbow", StringComparison.Ordinal) || joint.Contains("Knee", StringComparison.Ordinal) ? 1.1f
        : 0.9f;

    private static bool IsArm(string joint) => joint.Contains("Wrist", StringComparison.Ordinal) || joint.Contains("Elbow", StringComparison.Ordinal);

    // 0: the trunk and the head; then right arm, left arm, right leg, left leg.
    private static int LimbOf(string joint) => Factor(joint) < 1 ? 0 : (IsArm(joint) ? 1 : 3) + (joint.StartsWith('L') ? 1 : 0);
}
