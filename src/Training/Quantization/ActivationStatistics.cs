using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using TorchSharp;

namespace StreamLift.Training.Quantization;

/// <summary>
/// Runs a folded network on calibration rows and collects statistics of its activations. The activations have indices: 3·i is the input of block i
/// (or of the last layer), 3·i + 1 the output of the block's first layer, 3·i + 2 the output of its second layer.
/// </summary>
internal static class ActivationStatistics
{
    /// <summary>The maximum of each unit, by activation index. It is never negative, because ReLU precedes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="features">rows × the number of features.</param>
    public static float[][] MaxPerUnit(FoldedNetwork network, float[] features)
    {
        var maxima = new float[(3 * network.Blocks.Count) + 1][];
        Run(network, features, (activation, values, width) => maxima[activation] = MaxPerUnit(values, width));
        return maxima;
    }

    /// <summary>The mean and covariance of the inputs of each layer, by activation index. Null: the activation is no layer's input.</summary>
    /// <param name="network">The network.</param>
    /// <param name="features">rows × the number of features.</param>
    public static InputStatistics?[] PerInput(FoldedNetwork network, float[] features)
    {
        var statistics = new InputStatistics?[(3 * network.Blocks.Count) + 1];
        Run(network, features, (activation, values, width) => statistics[activation] = activation % 3 == 2 ? null : InputStatistics.Of(values, width));
        return statistics;
    }

    private static void Run(FoldedNetwork network, float[] features, Action<int, float[], int> observe)
    {
        var stream = Layer(network.InputLayer, features);
        for (var block = 0; block < network.Blocks.Count; block++)
        {
            var (first, second) = network.Blocks[block];
            var inner = Layer(first, stream);
            var added = Layer(second, inner);
            observe(3 * block, stream, first.Inputs);
            observe((3 * block) + 1, inner, first.Outputs);
            observe((3 * block) + 2, added, second.Outputs);
            for (var i = 0; i < stream.Length; i++)
                stream[i] += added[i];
        }
        observe(3 * network.Blocks.Count, stream, network.OutputLayer.Inputs);
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
        var maxima = new float[width];
        for (var i = 0; i < values.Length; i++)
            maxima[i % width] = Math.Max(maxima[i % width], values[i]);
        return maxima;
    }
}
