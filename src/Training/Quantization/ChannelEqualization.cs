using StreamLift.Training.Commands;
using StreamLift.Training.Export;

namespace StreamLift.Training.Quantization;

/// <summary>
/// Evens out the units of a layer: ReLU and sums commute with a factor above 0, so each unit may be made smaller where it is given and larger
/// where it is taken, and the network stays the same. One scale for all units then fits each (as Xiao et al., "SmoothQuant", 2022, do).
/// </summary>
internal static class ChannelEqualization
{
    /// <param name="network">Left as it is.</param>
    /// <param name="largest">By place, the largest number of each unit on calibration rows.</param>
    /// <param name="share">1: units become equally large; 0: the weights that take them do; between: both in part.</param>
    public static FoldedNetwork Apply(FoldedNetwork network, IReadOnlyList<float[]> largest, float share)
    {
        var width = network.InputLayer.Outputs;
        var stream = new float[width];
        for (var place = 0; place < largest.Count; place += 3)
        for (var unit = 0; unit < width; unit++)
            stream[unit] = Math.Max(stream[unit], largest[place][unit]);
        var takers = network.Blocks.Select(block => block.First).Append(network.OutputLayer).ToList();
        var common = Factors(stream, takers, share);
        var blocks = network
            .Blocks.Select(
                (block, i) =>
                {
                    var inner = Factors(largest[(3 * i) + 1], [block.Second], share);
                    return (ScaleOutputs(ScaleInputs(block.First, common), inner), ScaleOutputs(ScaleInputs(block.Second, inner), common));
                }
            )
            .ToList();
        return new FoldedNetwork(ScaleOutputs(network.InputLayer, common), blocks, ScaleInputs(network.OutputLayer, common), SigmaHead: network.SigmaHead);
    }

    private static float[] Factors(float[] units, List<FoldedLayer> takers, float share)
    {
        var weights = new double[units.Length];
        foreach (var taker in takers)
            for (var row = 0; row < taker.Outputs; row++)
            {
                var weight = taker.Weights.AsSpan(row * taker.Inputs, taker.Inputs);
                double most = 1e-12;
                foreach (var one in weight)
                    most = Math.Max(most, Math.Abs(one));
                for (var unit = 0; unit < weight.Length; unit++)
                    weights[unit] += Math.Abs(weight[unit]) / most / taker.Outputs / takers.Count;
            }
        // a unit that never fires may stay as it is
        return [.. units.Select((unit, i) => unit > 0 && weights[i] > 0 ? (float)(Math.Pow(unit, share) / Math.Pow(weights[i], 1 - share)) : 1)];
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
