namespace StreamLift.Poses.Scoring;

/// <summary>
/// Errors of a pose, mm: means over all joints including the root, which is exactly 0 in both poses (as in the paper: 16/17 of the mean over
/// the other joints).
/// </summary>
public static class PoseError
{
    /// <summary>Protocol 1: the mean distance of the joints, for poses relative to the hip, without alignment.</summary>
    /// <param name="predicted">x, y, z of each joint, mm: 51 numbers for h36m17; any 3·J is accepted.</param>
    /// <param name="truth">The true pose, likewise.</param>
    /// <exception cref="ArgumentException">The poses do not have the same number of joints.</exception>
    public static double Mpjpe(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        var joints = Joints(predicted, truth);
        double sum = 0;
        for (var i = 0; i < joints * 3; i += 3)
        {
            var (x, y, z) = ((double)predicted[i] - truth[i], (double)predicted[i + 1] - truth[i + 1], (double)predicted[i + 2] - truth[i + 2]);
            sum += Math.Sqrt((x * x) + (y * y) + (z * z));
        }
        return sum / joints;
    }

    /// <summary>
    /// Protocol 2: the mean distance of the joints after the similarity transform (scale, rotation without reflection, translation) of the prediction that
    /// minimises the sum of squares. A pose whose joints are all one point is moved to the mean of the true pose.
    /// </summary>
    /// <param name="predicted">x, y, z of each joint, mm: 51 numbers for h36m17; any 3·J is accepted.</param>
    /// <param name="truth">The true pose, likewise.</param>
    /// <exception cref="ArgumentException">The poses do not have the same number of joints.</exception>
    public static double ProcrustesMpjpe(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        var joints = Joints(predicted, truth);
        var alignment = SimilarityAlignment.Of(predicted, truth);
        double sum = 0;
        for (var i = 0; i < joints * 3; i += 3)
        {
            var (x, y, z) = alignment.Apply(predicted[i], predicted[i + 1], predicted[i + 2]);
            sum += Math.Sqrt(((x - truth[i]) * (x - truth[i])) + ((y - truth[i + 1]) * (y - truth[i + 1])) + ((z - truth[i + 2]) * (z - truth[i + 2])));
        }
        return sum / joints;
    }

    /// <summary>
    /// N-MPJPE: protocol 1 after the scaling of the prediction that minimises the sum of squares (Rhodin et al. 2018, "Unsupervised geometry-aware
    /// representation for 3D human pose estimation"), without rotation and translation.
    /// </summary>
    /// <param name="predicted">x, y, z of each joint, mm, relative to the hip.</param>
    /// <param name="truth">The true pose, likewise.</param>
    /// <exception cref="ArgumentException">The poses do not have the same number of joints.</exception>
    public static double ScaledMpjpe(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        var joints = Joints(predicted, truth);
        double product = 0,
            square = 0;
        for (var i = 0; i < predicted.Length; i++)
            (product, square) = (product + ((double)predicted[i] * truth[i]), square + ((double)predicted[i] * predicted[i]));
        var scale = square > 0 ? product / square : square; // NaN stays NaN
        double sum = 0;
        for (var i = 0; i < joints * 3; i += 3)
        {
            var (x, y, z) = ((scale * predicted[i]) - truth[i], (scale * predicted[i + 1]) - truth[i + 1], (scale * predicted[i + 2]) - truth[i + 2]);
            sum += Math.Sqrt((x * x) + (y * y) + (z * z));
        }
        return sum / joints;
    }

    private static int Joints(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth) =>
        predicted.Length == truth.Length && truth.Length > 0 && truth.Length % 3 == 0
            ? truth.Length / 3
            : throw new ArgumentException($"poses of {predicted.Length} and {truth.Length} numbers can't be compared");
}
