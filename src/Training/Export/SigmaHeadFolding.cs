using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Export;

/// <summary>Folds normalization and the sigma calibration into the layers of the sigma head, in double precision.</summary>
internal static class SigmaHeadFolding
{
    private const int Hip = 3;

    /// <param name="numbers">The tensors of the network by name.</param>
    /// <param name="normalization">The normalization that the network was trained with.</param>
    /// <param name="factors">17 numbers: the calibration factors of sigma.</param>
    public static FoldedSigmaHead Fold(Dictionary<string, float[]> numbers, Normalization normalization, float[] factors)
    {
        float[] Tensor(string key) => numbers[$"{SigmaHeadKeys.Head}.{key}"];
        var scale = SigmaHead.Scale((2 * normalization.InputWidth) + Normalization.OutputWidth);
        return new FoldedSigmaHead(
            FoldStandardization(
                Tensor(SigmaHeadKeys.PoseWeight),
                Hip,
                normalization.OutputMean,
                normalization.OutputDeviation,
                scale,
                Tensor(SigmaHeadKeys.HiddenBias)
            ),
            FoldStandardization(
                Tensor(SigmaHeadKeys.FeatureWeight),
                0,
                normalization.InputMean,
                normalization.InputDeviation,
                scale,
                new float[SigmaHead.HiddenUnits]
            ),
            new FoldedLayer(
                SigmaHead.HiddenUnits,
                normalization.InputWidth,
                [.. Tensor(SigmaHeadKeys.VisibilityWeight).Select(weight => weight * scale)],
                new float[SigmaHead.HiddenUnits]
            ),
            normalization.InputMean,
            FoldOutputLayer(Tensor(SigmaHeadKeys.OutputWeight), Tensor(SigmaHeadKeys.OutputBias), factors),
            RedundantJoints.IsKnown(normalization.InputWidth)
                ? (
                    FoldStandardization(
                        Tensor(SigmaHeadKeys.CheckRows),
                        0,
                        normalization.InputMean,
                        normalization.InputDeviation,
                        1,
                        Tensor(SigmaHeadKeys.CheckBias)
                    ),
                    FoldChecks(Tensor(SigmaHeadKeys.CheckWeight), Tensor(SigmaHeadKeys.CheckSums))
                )
                : null
        );
    }

    // Folds (x − mean)/deviation and the scale into the weights. The first inputs, those of the hip, get the weight 0.
    private static FoldedLayer FoldStandardization(float[] weights, int from, float[] mean, float[] deviation, float scale, float[] bias)
    {
        var inputs = mean.Length + from;
        var folded = new FoldedLayer(bias.Length, inputs, new float[bias.Length * inputs], new float[bias.Length]);
        for (var row = 0; row < bias.Length; row++)
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

    // The sums are fixed, so their matrix and that of the weights become one.
    private static FoldedLayer FoldChecks(float[] weight, float[] sums)
    {
        var folded = new FoldedLayer(
            SigmaHead.HiddenUnits,
            RedundantJoints.Units,
            new float[SigmaHead.HiddenUnits * RedundantJoints.Units],
            new float[SigmaHead.HiddenUnits]
        );
        for (var row = 0; row < SigmaHead.HiddenUnits; row++)
        for (var unit = 0; unit < RedundantJoints.Units; unit++)
        for (var check = 0; check < RedundantJoints.Count; check++)
            folded.Weights[(row * RedundantJoints.Units) + unit] +=
                weight[(row * RedundantJoints.Count) + check] * sums[(check * RedundantJoints.Units) + unit];
        return folded;
    }

    // A factor of sigma is an addend of ln sigma.
    private static FoldedLayer FoldOutputLayer(float[] weight, float[] bias, float[] factors) =>
        new(
            bias.Length + 1,
            SigmaHead.HiddenUnits,
            [.. new float[SigmaHead.HiddenUnits], .. weight.Select(one => one * SigmaHead.Scale(SigmaHead.HiddenUnits))],
            [0, .. bias.Select((one, joint) => one + MathF.Log(factors[joint + 1]))]
        );
}
