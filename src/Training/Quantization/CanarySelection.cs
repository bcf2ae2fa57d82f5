using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Quantization;

/// <summary>
/// Selects the canary rows of an int8 model, which show whether a processor and its runtime compute the model correctly. These are the rows of the
/// fp32 model, and extreme poses in which the sum of two products exceeds half of its maximum. Recorded poses rarely reach that, so they would not
/// detect a kernel whose sums have too few bits.
/// </summary>
internal static class CanarySelection
{
    /// <summary>
    /// mm. Rounding one unit up instead of down changes a number by at most 2 mm (measured with changed last bits of 400 poses); two such changes are
    /// tolerated. A row is selected only if a change of its last bits has little effect, and if clipping the sums at half of the maximum changes it
    /// by <see cref="Visible"/> or more.
    /// </summary>
    private const float Tolerance = 4;
    private const float Visible = 20;
    private const int Extreme = 3;
    private const int Candidates = 1000;
    private const float LastBits = 1e-5f;
    private static readonly float[] Factors = [2, 3, 4, 6, 8, 12, 16];

    /// <param name="network">The quantized network.</param>
    /// <param name="own">The canary rows of the fp32 model.</param>
    /// <param name="features">The calibration data, rows × the number of features.</param>
    /// <param name="missingFill">The features of a missing joint, from which extreme poses are extrapolated.</param>
    public static Canary Choose(QuantizedNetwork network, float[][] own, float[] features, IReadOnlyList<float> missingFill)
    {
        var exact = new ReferenceInt8Network(network);
        List<float[]> rows = [.. own, .. ExtremeRows(network, features, missingFill).Take(Extreme)];
        return new Canary(
            [.. rows],
            [.. rows.Select(row => exact.Lift(row))],
            Tolerance,
            network.SigmaHead is null ? null : [.. own.Select(row => exact.Sigma(row)!)]
        );
    }

    /// <summary>The largest difference between the numbers of two poses, mm.</summary>
    public static float MaxDifference(float[] a, float[] b) => a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second));

    /// <summary>Half of the maximum of the sum of two products, given the range of the weights.</summary>
    public static int HalfOfMaxPairSum(QuantizedNetwork network) => byte.MaxValue * -network.Blocks.Min(block => (int)block.First.Weights.Min());

    private static IEnumerable<float[]> ExtremeRows(QuantizedNetwork network, float[] features, IReadOnlyList<float> missingFill)
    {
        var (exact, narrow) = (new ReferenceInt8Network(network), new ReferenceInt8Network(network, HalfOfMaxPairSum(network)));
        var rows = features.Length / missingFill.Count;
        for (var candidate = 0; candidate < Math.Min(Candidates, rows); candidate++)
        {
            var from = (int)((long)candidate * rows / Candidates % rows) * missingFill.Count;
            var factor = Factors[candidate % Factors.Length];
            var row = Enumerable.Range(0, missingFill.Count).Select(i => missingFill[i] + (factor * (features[from + i] - missingFill[i]))).ToArray();
            var pose = exact.Lift(row);
            if (MaxDifference(narrow.Lift(row), pose) < Visible)
                continue;
            var random = new SampleRandom(0, 0, (ulong)candidate);
            if (Enumerable.Range(0, 4).All(_ => MaxDifference(exact.Lift(Perturbed(row, ref random)), pose) < Tolerance / 2))
                yield return row;
        }
    }

    private static float[] Perturbed(float[] row, ref SampleRandom random)
    {
        var touched = new float[row.Length];
        for (var i = 0; i < row.Length; i++)
            touched[i] = row[i] * (1 + random.Uniform(-LastBits, LastBits));
        return touched;
    }
}
