using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using TorchSharp;

namespace StreamLift.Training.Quantization;

/// <summary>
/// A folded network over many rows at once, with a look at what runs between its layers. Places between layers are numbered: 3·i is what goes into
/// block i (or out of the last), 3·i + 1 what its first layer gives, 3·i + 2 its second.
/// </summary>
internal static class ActivationStatistics
{
    /// <summary>The largest number of each unit, by place; none is below 0, for each has been through ReLU.</summary>
    /// <param name="network">Weights and biases.</param>
    /// <param name="features">rows × 34.</param>
    public static float[][] MaxPerUnit(FoldedNetwork network, float[] features)
    {
        var largest = new float[(3 * network.Blocks.Count) + 1][];
        Run(network, features, (place, values, width) => largest[place] = MaxPerUnit(values, width));
        return largest;
    }

    /// <summary>By place, how what goes into a layer varies; null where it goes into none.</summary>
    /// <param name="network">Weights and biases.</param>
    /// <param name="features">rows × 34.</param>
    public static InputStatistics?[] PerInput(FoldedNetwork network, float[] features)
    {
        var spreads = new InputStatistics?[(3 * network.Blocks.Count) + 1];
        Run(network, features, (place, values, width) => spreads[place] = place % 3 == 2 ? null : InputStatistics.Of(values, width));
        return spreads;
    }

    private static void Run(FoldedNetwork network, float[] features, Action<int, float[], int> at)
    {
        var stream = Layer(network.InputLayer, features);
        for (var block = 0; block < network.Blocks.Count; block++)
        {
            var (first, second) = network.Blocks[block];
            var inner = Layer(first, stream);
            var added = Layer(second, inner);
            at(3 * block, stream, first.Inputs);
            at((3 * block) + 1, inner, first.Outputs);
            at((3 * block) + 2, added, second.Outputs);
            for (var i = 0; i < stream.Length; i++)
                stream[i] += added[i];
        }
        at(3 * network.Blocks.Count, stream, network.OutputLayer.Inputs);
    }

    private static float[] Layer(FoldedLayer layer, float[] input)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var product = torch.nn.functional.linear(
            torch.tensor(input, [input.Length / layer.Inputs, layer.Inputs]),
            torch.tensor(layer.Weights, [layer.Outputs, layer.Inputs]),
            torch.tensor(layer.Bias, [layer.Outputs])
        );
        return torch.nn.functional.relu(product).FloatSpan().ToArray();
    }

    private static float[] MaxPerUnit(float[] values, int width)
    {
        var largest = new float[width];
        for (var i = 0; i < values.Length; i++)
            largest[i % width] = Math.Max(largest[i % width], values[i]);
        return largest;
    }
}
