namespace StreamLift.Training.Quantization;

/// <summary>
/// A quantized linear layer: y = (Σ q·w + b) · scale, with q as an unsigned 8-bit integer. The zero point of the input is 0, because ReLU precedes.
/// </summary>
/// <param name="Outputs">Rows of W.</param>
/// <param name="Inputs">Columns of W.</param>
/// <param name="InputScale">The scale of the input.</param>
/// <param name="Weights">W in row-major order, in the range <see cref="WeightRange.Default"/>.</param>
/// <param name="WeightScales">The scale of each row of W.</param>
/// <param name="Bias">The bias b. Its scale is the input scale times the row's scale.</param>
internal sealed record QuantizedLayer(int Outputs, int Inputs, float InputScale, sbyte[] Weights, float[] WeightScales, int[] Bias);
