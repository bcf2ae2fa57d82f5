using StreamLift.Training.Networks;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Export;

/// <summary>Folds both normalisations and the calibration into the spread's layers, in double.</summary>
internal static class SpreadFolding
{
    private const int Hip = 3;

    /// <param name="numbers">The network's, by name.</param>
    /// <param name="normalisation">What it was trained with.</param>
    /// <param name="factors">17: what sigmas are multiplied by.</param>
    public static FoldedSpread Fold(Dictionary<string, float[]> numbers, Normalisation normalisation, float[] factors)
    {
        var scale = SpreadHead.Scale((2 * Normalisation.Inputs) + Normalisation.Outputs);
        return new FoldedSpread(
            Standardised(numbers["spread.pose"], Hip, normalisation.OutputMean, normalisation.OutputDeviation, scale, numbers["spread.first"]),
            Standardised(numbers["spread.features"], 0, normalisation.InputMean, normalisation.InputDeviation, scale, new float[SpreadHead.Units]),
            new FoldedLayer(SpreadHead.Units, Normalisation.Inputs, [.. numbers["spread.seen"].Select(weight => weight * scale)], new float[SpreadHead.Units]),
            normalisation.InputMean,
            Leave(numbers["spread.weight"], numbers["spread.bias"], factors)
        );
    }

    // (x − mean)/deviation times scale times weight; the first of x that nobody looks at are the hip's.
    private static FoldedLayer Standardised(float[] weights, int from, float[] mean, float[] deviation, float scale, float[] bias)
    {
        var inputs = mean.Length + from;
        var folded = new FoldedLayer(SpreadHead.Units, inputs, new float[SpreadHead.Units * inputs], new float[SpreadHead.Units]);
        for (var row = 0; row < SpreadHead.Units; row++)
        {
            double sum = bias[row];
            for (var column = 0; column < mean.Length; column++)
            {
                var weight = (double)scale * weights[(row * mean.Length) + column] / deviation[column];
                folded.Weights[(row * inputs) + from + column] = (float)weight;
                sum -= weight * mean[column];
            }
            folded.Bias[row] = (float)sum;
        }
        return folded;
    }

    // A factor of sigma is a summand of its logarithm.
    private static FoldedLayer Leave(float[] weight, float[] bias, float[] factors) =>
        new(
            bias.Length + 1,
            SpreadHead.Units,
            [.. new float[SpreadHead.Units], .. weight.Select(one => one * SpreadHead.Scale(SpreadHead.Units))],
            [0, .. bias.Select((one, joint) => one + MathF.Log(factors[joint + 1]))]
        );
}
