using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: adds the errors of a 2D detector. Each joint is displaced in proportion to the person's size. Hands and feet get larger errors, and
/// a few joints are outliers. Half of the samples are rounded to whole pixels.
/// </summary>
internal static class DetectorNoiseAugmentation
{
    private static readonly float[] Joint = [.. Skeletons.H36m17.Joints.Select(Factor)];
    private static readonly int[] Limb = [.. Skeletons.H36m17.Joints.Select(LimbOf)];
    private static readonly int Limbs = Limb.Max() + 1;

    public static void Apply(TrainingSample sample, DetectorNoiseSettings settings, ref SampleRandom random)
    {
        var sigma = sample.Extent() * random.LogUniform(settings.MinDeviation, settings.MaxDeviation);
        var wholePixels = random.Chance(0.5f);
        if (settings.SwappedShare > 0 && random.Chance(settings.SwappedShare))
            Swap(sample, arms: random.Chance(0.5f));
        if (settings.MissedShare > 0 && random.Chance(settings.MissedShare))
            Miss(sample, ref random);
        Span<float> limbOffset = stackalloc float[2 * Limbs];
        limbOffset.Clear();
        var (limbShare, jointShare) = (MathF.Sqrt(settings.LimbCorrelation), MathF.Sqrt(1 - settings.LimbCorrelation));
        if (settings.LimbCorrelation > 0)
            foreach (ref var offset in limbOffset)
                offset = limbShare * random.Normal();
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
        {
            var deviation = sigma * Joint[joint] * (random.Chance(settings.OutlierShare) ? 5 : 1);
            if (settings.TailDeviation > 0)
                deviation *= MathF.Exp(settings.TailDeviation * random.Normal());
            var x = sample.Keypoints[3 * joint] + (deviation * (limbOffset[2 * Limb[joint]] + (jointShare * random.Normal())));
            var y = sample.Keypoints[(3 * joint) + 1] + (deviation * (limbOffset[(2 * Limb[joint]) + 1] + (jointShare * random.Normal())));
            sample.Set(joint, wholePixels ? MathF.Round(x) : x, wholePixels ? MathF.Round(y) : y);
        }
    }

    // Swaps the joints of the left and right limb. Shoulders and hips keep their places.
    private static void Swap(TrainingSample sample, bool arms)
    {
        var skeleton = Skeletons.H36m17;
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
            if (skeleton.Mirror[joint] > joint && Joint[joint] > 1 && IsArm(skeleton.Joints[joint]) == arms)
                for (var axis = 0; axis < 2; axis++)
                {
                    var (here, there) = ((3 * joint) + axis, (3 * skeleton.Mirror[joint]) + axis);
                    (sample.Keypoints[here], sample.Keypoints[there]) = (sample.Keypoints[there], sample.Keypoints[here]);
                }
    }

    // A detector that takes one leg for both finds the other's joints there; one that loses a limb finds it somewhere near the person.
    private static void Miss(TrainingSample sample, ref SampleRandom random)
    {
        var (limb, extent, mirror) = (1 + random.Below(Limbs - 1), sample.Extent(), Skeletons.H36m17.Mirror);
        var (onOther, x, y) = (random.Chance(0.5f), 0.15f * extent * random.Normal(), 0.15f * extent * random.Normal());
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
        {
            var from = onOther ? mirror[joint] : joint;
            if (Limb[joint] == limb)
                sample.Set(joint, sample.Keypoints[3 * from] + (onOther ? 0 : x), sample.Keypoints[(3 * from) + 1] + (onOther ? 0 : y));
        }
    }

    private static float Factor(string joint) =>
        joint.Contains("Wrist", StringComparison.Ordinal) || joint.Contains("Foot", StringComparison.Ordinal) ? 1.4f
        : joint.Contains("Elbow", StringComparison.Ordinal) || joint.Contains("Knee", StringComparison.Ordinal) ? 1.1f
        : 0.9f;

    private static bool IsArm(string joint) => joint.Contains("Wrist", StringComparison.Ordinal) || joint.Contains("Elbow", StringComparison.Ordinal);

    // 0: trunk and head. 1: right arm. 2: left arm. 3: right leg. 4: left leg.
    private static int LimbOf(string joint) => Factor(joint) < 1 ? 0 : (IsArm(joint) ? 1 : 3) + (joint.StartsWith('L') ? 1 : 0);
}
