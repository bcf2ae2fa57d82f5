using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Quantization;

/// <summary>
/// The rows that show whether a processor and its runtime compute an int8 model as they should: the fp32 model's own, and poses drawn out of all proportion
/// until
/// sums of two neighbouring products pass half of the most they can be. Recorded poses hardly ever do, so a kernel whose sums have too few bits would pass on
/// those.
/// </summary>
internal static class CanarySelection
{
    /// <summary>
    /// mm. One unit rounded up for down moves a number by 1 to 2 mm at most (measured: the last bits of 400 poses changed); two may. A row is taken only
    /// where it stays put when its last bits change, and where sums held at half of the most they can be move it by <see cref="Visible"/> or more.
    /// </summary>
    private const float Tolerance = 4;
    private const float Visible = 20;
    private const int Extreme = 3;
    private const int Candidates = 1000;
    private const float LastBits = 1e-5f;
    private static readonly float[] Factors = [2, 3, 4, 6, 8, 12, 16];

    /// <param name="network">What it is for.</param>
    /// <param name="own">The fp32 model's rows.</param>
    /// <param name="features">Calibration: rows × 34.</param>
    /// <param name="missingFill">What rows are drawn out from.</param>
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

    /// <summary>How far apart two poses' numbers are at most, mm.</summary>
    public static float MaxDifference(float[] a, float[] b) => a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second));

    /// <summary>Half of the most that the sum of two products can be, by how far the weights reach.</summary>
    public static int HalfOfMaxPairSum(QuantizedNetwork network) => byte.MaxValue * -network.Blocks.Min(block => (int)block.First.Weights.Min());

    private static IEnumerable<float[]> ExtremeRows(QuantizedNetwork network, float[] features, IReadOnlyList<float> missingFill)
    {
        var (exact, narrow) = (new ReferenceInt8Network(network), new ReferenceInt8Network(network, HalfOfMaxPairSum(network)));
        var rows = features.Length / Normalization.InputWidth;
        for (var candidate = 0; candidate < Math.Min(Candidates, rows); candidate++)
        {
            var from = (int)((long)candidate * rows / Candidates % rows) * Normalization.InputWidth;
            var factor = Factors[candidate % Factors.Length];
            var row = Enumerable.Range(0, Normalization.InputWidth).Select(i => missingFill[i] + (factor * (features[from + i] - missingFill[i]))).ToArray();
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
