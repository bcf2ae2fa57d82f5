namespace StreamLift.Training.Export;

/// <summary>The network as it is served: features in, millimetres out. ReLU after every layer but the last.</summary>
/// <param name="InputLayer">From 34 features.</param>
/// <param name="Blocks">Pairs, what came in added to what the second gives.</param>
/// <param name="OutputLayer">To 51 numbers, the first three 0: the hip.</param>
/// <param name="Residual">Whether what came in is added.</param>
/// <param name="SigmaHead">What makes sigmas of it; null: it gives none.</param>
internal sealed record FoldedNetwork(
    FoldedLayer InputLayer,
    IReadOnlyList<(FoldedLayer First, FoldedLayer Second)> Blocks,
    FoldedLayer OutputLayer,
    bool Residual = true,
    FoldedSigmaHead? SigmaHead = null
);

/// <summary>y = W·x + b: what is left of a layer when batch norm and normalisations are folded into it.</summary>
/// <param name="Outputs">Rows of W.</param>
/// <param name="Inputs">Columns of W.</param>
/// <param name="Weights">W, row by row.</param>
/// <param name="Bias">b.</param>
internal sealed record FoldedLayer(int Outputs, int Inputs, float[] Weights, float[] Bias);
