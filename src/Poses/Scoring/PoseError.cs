namespace StreamLift.Poses.Scoring;

/// <summary>
/// How far a pose is from the truth, mm: means over the joints, of which the root is one, exactly 0 in both (the paper's way: the
/// figure is 16/17 of that over the joints that can be wrong).
/// </summary>
public static class PoseError
{
    /// <summary>Protocol 1: the joints' mean distance, poses relative to their hip and as they are.</summary>
    /// <param name="predicted">x, y, z of each joint, mm: 51 numbers for h36m17; any 3·J will do.</param>
    /// <param name="truth">The same of the truth.</param>
    /// <exception cref="ArgumentException">The two don't hold the same whole number of points.</exception>
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
    /// Protocol 2: the joints' mean distance after the scale, rotation (no reflection) and shift that bring the prediction nearest
    /// to the truth in the sum of squares. A pose whose joints are all one point is brought to the truth's mean.
    /// </summary>
    /// <param name="predicted">x, y, z of each joint, mm: 51 numbers for h36m17; any 3·J will do.</param>
    /// <param name="truth">The same of the truth.</param>
    /// <exception cref="ArgumentException">The two don't hold the same whole number of points.</exception>
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
    /// N-MPJPE: protocol 1 after the scale that brings the prediction nearest to the truth in the sum of squares (Rhodin et al. 2018, "Unsupervised
    /// geometry-aware representation for 3D human pose estimation"): the shape without the size, neither turned nor shifted.
    /// </summary>
    /// <param name="predicted">x, y, z of each joint, mm, relative to the hip.</param>
    /// <param name="truth">The same of the truth.</param>
    /// <exception cref="ArgumentException">The two don't hold the same whole number of points.</exception>
    public static double ScaledMpjpe(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        var joints = Joints(predicted, truth);
        double product = 0,
            square = 0;
        for (var i = 0; i < predicted.Length; i++)
            (product, square) = (product + ((double)predicted[i] * truth[i]), square + ((double)predicted[i] * predicted[i]));
        var scale = square > 0 ? product / square : square; // a pose that is no number stays none
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
