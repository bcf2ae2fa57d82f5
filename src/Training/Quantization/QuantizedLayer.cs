namespace StreamLift.Training.Quantization;

/// <summary>A layer in whole numbers: y = (Σ q·w + b) · scale, q ≥ 0 of 8 bits. Inputs have zero point 0: each has been through ReLU.</summary>
/// <param name="Outputs">Rows of W.</param>
/// <param name="Inputs">Columns of W.</param>
/// <param name="InputScale">What 1 of the input is worth.</param>
/// <param name="Weights">W, row by row, in <see cref="WeightRange.Default"/>.</param>
/// <param name="WeightScales">What 1 of a row's weights is worth.</param>
/// <param name="Bias">b, of which 1 is worth input scale · row's scale.</param>
internal sealed record QuantizedLayer(int Outputs, int Inputs, float InputScale, sbyte[] Weights, float[] WeightScales, int[] Bias);
