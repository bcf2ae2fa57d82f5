namespace StreamLift.Training.Export;

/// <summary>y = W·x + b: what is left of a layer when batch norm and normalisations are folded into it.</summary>
/// <param name="Outputs">Rows of W.</param>
/// <param name="Inputs">Columns of W.</param>
/// <param name="Weights">W, row by row.</param>
/// <param name="Bias">b.</param>
internal sealed record FoldedLayer(int Outputs, int Inputs, float[] Weights, float[] Bias);
