namespace StreamLift.Training.Export;

/// <summary>
/// The network in the form that is served: its input are features, its output is a pose in mm. Every layer except the last is followed by ReLU.
/// </summary>
/// <param name="InputLayer">The first layer: the features.</param>
/// <param name="Blocks">The residual blocks of two layers each.</param>
/// <param name="OutputLayer">The last layer: 51 numbers. The first three, the hip, are 0.</param>
/// <param name="Residual">Whether the input of a block is added to its output.</param>
/// <param name="SigmaHead">The sigma head. Null: the network has none.</param>
/// <param name="Fp16Weights">Whether the file stores the weights of the blocks in 16 bits. The computation is fp32 in any case.</param>
internal sealed record FoldedNetwork(
    FoldedLayer InputLayer,
    IReadOnlyList<(FoldedLayer First, FoldedLayer Second)> Blocks,
    FoldedLayer OutputLayer,
    bool Residual = true,
    FoldedSigmaHead? SigmaHead = null,
    bool Fp16Weights = false
)
{
    /// <summary>The width of a block's first layer. 0: there are no blocks.</summary>
    public int InnerWidth => Blocks.Count == 0 ? 0 : Blocks[0].First.Outputs;

    /// <summary>Computes the pose without ONNX Runtime, for checks.</summary>
    /// <returns>51 numbers, mm.</returns>
    public float[] Lift(ReadOnlySpan<float> features)
    {
        var value = Relu(InputLayer.Apply(features));
        foreach (var (first, second) in Blocks)
        {
            var output = Relu(second.Apply(Relu(first.Apply(value))));
            value = Residual ? [.. value.Zip(output, (a, b) => a + b)] : output;
        }
        return OutputLayer.Apply(value);
    }

    private static float[] Relu(float[] values) => [.. values.Select(value => Math.Max(0, value))];
}

/// <summary>A linear layer y = W·x + b that contains the folded batch norm and normalization.</summary>
/// <param name="Outputs">Rows of W.</param>
/// <param name="Inputs">Columns of W.</param>
/// <param name="Weights">W in row-major order.</param>
/// <param name="Bias">The bias b.</param>
internal sealed record FoldedLayer(int Outputs, int Inputs, float[] Weights, float[] Bias)
{
    /// <summary>W·x + b, summed in double precision.</summary>
    public float[] Apply(ReadOnlySpan<float> x)
    {
        var output = new float[Outputs];
        for (var row = 0; row < Outputs; row++)
        {
            double sum = Bias[row];
            for (var column = 0; column < Inputs; column++)
                sum += (double)Weights[(row * Inputs) + column] * x[column];
            output[row] = (float)sum;
        }
        return output;
    }
}
