using StreamLift.Training.Commands;
using StreamLift.Training.Export;

namespace StreamLift.Training.Quantization;

/// <summary>
/// Cross-layer equalization for quantization: balances the ranges of a layer's channels, as SmoothQuant does (Xiao et al., 2022). ReLU and addition
/// commute with a positive factor. So the weights that produce a channel can be divided by a factor and the weights that consume it multiplied by it,
/// and the output does not change. Afterwards one scale per layer fits all its channels.
/// </summary>
internal static class ChannelEqualization
{
    /// <param name="network">The network. It is not changed.</param>
    /// <param name="maxima">The maximum of each unit on the calibration data, by activation index.</param>
    /// <param name="exponent">
    /// The exponent of SmoothQuant's formula. 1: all channels get the same range. 0: their weights get the same range. Between: a compromise.
    /// </param>
    public static FoldedNetwork Apply(FoldedNetwork network, IReadOnlyList<float[]> maxima, float exponent)
    {
        var width = network.InputLayer.Outputs;
        var residual = new float[width];
        for (var activation = 0; activation < maxima.Count; activation += 3)
        for (var unit = 0; unit < width; unit++)
            residual[unit] = Math.Max(residual[unit], maxima[activation][unit]);
        var consumers = network.Blocks.Select(block => block.First).Append(network.OutputLayer).ToList();
        var common = Factors(residual, consumers, exponent);
        var blocks = network
            .Blocks.Select(
                (block, i) =>
                {
                    var inner = Factors(maxima[(3 * i) + 1], [block.Second], exponent);
                    return (ScaleOutputs(ScaleInputs(block.First, common), inner), ScaleOutputs(ScaleInputs(block.Second, inner), common));
                }
            )
            .ToList();
        return new FoldedNetwork(ScaleOutputs(network.InputLayer, common), blocks, ScaleInputs(network.OutputLayer, common), SigmaHead: network.SigmaHead);
    }

    private static float[] Factors(float[] units, List<FoldedLayer> consumers, float exponent)
    {
        var weights = new double[units.Length];
        foreach (var consumer in consumers)
            for (var row = 0; row < consumer.Outputs; row++)
            {
                var weight = consumer.Weights.AsSpan(row * consumer.Inputs, consumer.Inputs);
                var most = 1e-12;
                foreach (var one in weight)
                    most = Math.Max(most, Math.Abs(one));
                for (var unit = 0; unit < weight.Length; unit++)
                    weights[unit] += Math.Abs(weight[unit]) / most / consumer.Outputs / consumers.Count;
            }
        // The factor of a unit that is never active is 1.
        return [.. units.Select((unit, i) => unit > 0 && weights[i] > 0 ? (float)(Math.Pow(unit, exponent) / Math.Pow(weights[i], 1 - exponent)) : 1)];
    }

    private static FoldedLayer ScaleOutputs(FoldedLayer layer, float[] factors) =>
        layer with
        {
            Weights = [.. layer.Weights.Select((weight, i) => weight / factors[i / layer.Inputs])],
            Bias = [.. layer.Bias.Select((bias, i) => bias / factors[i])],
        };

    private static FoldedLayer ScaleInputs(FoldedLayer layer, float[] factors) =>
        layer with
        {
            Weights = [.. layer.Weights.Select((weight, i) => weight * factors[i % layer.Inputs])],
        };
}
