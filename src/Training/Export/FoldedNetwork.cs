namespace StreamLift.Training.Export;

/// <summary>
/// The network in the form that is served: its input are features, its output is a pose in mm. Every layer except the last is followed by ReLU.
/// </summary>
/// <param name="InputLayer">The first layer: the features.</param>
/// <param name="Blocks">The residual blocks of two layers each.</param>
/// <param name="OutputLayer">The last layer: 51 numbers. The first three, the hip, are 0.</param>
/// <param name="Residual">Whether the input of a block is added to its output.</param>
/// <param name="SigmaHead">The sigma head. Null: the network has none.</param>
internal sealed record FoldedNetwork(
    FoldedLayer InputLayer,
    IReadOnlyList<(FoldedLayer First, FoldedLayer Second)> Blocks,
    FoldedLayer OutputLayer,
    bool Residual = true,
    FoldedSigmaHead? SigmaHead = null
);

/// <summary>A linear layer y = W·x + b that contains the folded batch norm and normalization.</summary>
/// <param name="Outputs">Rows of W.</param>
/// <param name="Inputs">Columns of W.</param>
/// <param name="Weights">W in row-major order.</param>
/// <param name="Bias">The bias b.</param>
internal sealed record FoldedLayer(int Outputs, int Inputs, float[] Weights, float[] Bias);
