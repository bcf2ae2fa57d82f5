using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Export;

/// <summary>
/// Folds batch norm and normalization into the linear layers, in double precision. Batch norm is γ(y − μ)/√(v + ε) + β. The first layer also contains
/// (x − mean)/deviation, the last one z·deviation + mean.
/// </summary>
internal static class NetworkFolding
{
    private const int Hip = 3;

    /// <param name="network">A network in evaluation mode.</param>
    /// <param name="normalization">The normalization that the network was trained with.</param>
    /// <param name="factors">17 numbers: the calibration factors of sigma.</param>
    public static FoldedNetwork Fold(LiftingNetwork network, Normalization normalization, float[] factors)
    {
        var numbers = network.StateTensors.ToDictionary(pair => pair.Name, pair => pair.Tensor.ToFloatArray());
        var width = network.Shape.Width;
        var blocks = new List<(FoldedLayer, FoldedLayer)>();
        for (var block = 0; block < network.Shape.Blocks; block++)
            blocks.Add((FoldBatchNorm(numbers, $"blocks.{block}.first", width), FoldBatchNorm(numbers, $"blocks.{block}.second", network.Shape.InnerWidth)));
        return new FoldedNetwork(
            FoldStandardization(FoldBatchNorm(numbers, "enter", network.Shape.Inputs), normalization),
            blocks,
            FoldOutputLayer(numbers["weight"], numbers["bias"], normalization),
            network.Shape.Residual,
            network.Shape.Sigma ? SigmaHeadFolding.Fold(numbers, normalization, factors) : null
        );
    }

    private static FoldedLayer FoldBatchNorm(Dictionary<string, float[]> numbers, string name, int inputs)
    {
        float[] Tensor(string key) => numbers[$"{name}.{key}"];
        var (weight, gamma, beta) = (Tensor(DenseLayerKeys.Weight), Tensor(DenseLayerKeys.BatchNormWeight), Tensor(DenseLayerKeys.BatchNormBias));
        var (mean, variance) = (Tensor(DenseLayerKeys.RunningMean), Tensor(DenseLayerKeys.RunningVar));
        var folded = new FoldedLayer(gamma.Length, inputs, new float[weight.Length], new float[gamma.Length]);
        for (var row = 0; row < gamma.Length; row++)
        {
            var factor = gamma[row] / Math.Sqrt(variance[row] + DenseLayer.Epsilon);
            for (var column = 0; column < inputs; column++)
                folded.Weights[(row * inputs) + column] = (float)(factor * weight[(row * inputs) + column]);
            folded.Bias[row] = (float)(beta[row] - (factor * mean[row]));
        }
        return folded;
    }

    private static FoldedLayer FoldStandardization(FoldedLayer layer, Normalization normalization)
    {
        var folded = new FoldedLayer(layer.Outputs, layer.Inputs, new float[layer.Weights.Length], new float[layer.Bias.Length]);
        for (var row = 0; row < layer.Outputs; row++)
        {
            double bias = layer.Bias[row];
            for (var column = 0; column < layer.Inputs; column++)
            {
                var weight = (double)layer.Weights[(row * layer.Inputs) + column] / normalization.InputDeviation[column];
                folded.Weights[(row * layer.Inputs) + column] = (float)weight;
                bias -= weight * normalization.InputMean[column];
            }
            folded.Bias[row] = (float)bias;
        }
        return folded;
    }

    private static FoldedLayer FoldOutputLayer(float[] weight, float[] bias, Normalization normalization)
    {
        var (outputs, width) = (bias.Length + Hip, weight.Length / bias.Length);
        var folded = new FoldedLayer(outputs, width, new float[outputs * width], new float[outputs]);
        for (var row = 0; row < bias.Length; row++)
        {
            double deviation = normalization.OutputDeviation[row];
            for (var column = 0; column < width; column++)
                folded.Weights[((row + Hip) * width) + column] = (float)(deviation * weight[(row * width) + column]);
            folded.Bias[row + Hip] = (float)((deviation * bias[row]) + normalization.OutputMean[row]);
        }
        return folded;
    }
}
