using System.Numerics.Tensors;
using StreamLift.Training.Export;

namespace StreamLift.Training.Quantization;

/// <summary>
/// Rounds the weights of a layer one after the other. Each weight compensates for the rounding errors of the others: the algorithm minimizes the
/// squared error of the layer's output on the calibration data, not the error of the weights (coordinate descent; Behdin et al., "QuantEase", 2023).
/// The remaining mean error is added to the bias.
/// </summary>
internal static class WeightRounding
{
    private const int Sweeps = 10;

    // So that a row of zeros has a scale above 0.
    private const float Least = 1e-12f;

    /// <param name="layer">The fp32 layer.</param>
    /// <param name="inputScale">The scale of the layer's input.</param>
    /// <param name="range">The range of the quantized weights.</param>
    /// <param name="inputs">The mean and covariance of the layer's inputs.</param>
    public static QuantizedLayer RoundLayer(FoldedLayer layer, float inputScale, WeightRange range, InputStatistics inputs)
    {
        var (weights, scales, bias) = (new sbyte[layer.Weights.Length], new float[layer.Outputs], new int[layer.Outputs]);
        Parallel.For(0, layer.Outputs, row =>
        {
            var exact = layer.Weights.AsSpan(row * layer.Inputs, layer.Inputs);
            var rounded = weights.AsSpan(row * layer.Inputs, layer.Inputs);
            var scale = Scale(exact, range);
            var mean = Round(exact, rounded, scale, range, inputs);
            scales[row] = scale;
            bias[row] = (int)Math.Clamp(Math.Round(((double)layer.Bias[row] + mean) / (inputScale * scale)), -1e9, 1e9);
        });
        return new QuantizedLayer(layer.Outputs, layer.Inputs, inputScale, weights, scales, bias);
    }

    private static float Scale(ReadOnlySpan<float> exact, WeightRange range)
    {
        var scale = Least;
        foreach (var weight in exact)
            scale = Math.Max(scale, weight / (weight < 0 ? range.Min : range.Max));
        return scale;
    }

    // Returns the mean error of the output.
    private static float Round(ReadOnlySpan<float> exact, Span<sbyte> rounded, float scale, WeightRange range, InputStatistics inputs)
    {
        var error = new float[exact.Length];
        for (var column = 0; column < error.Length; column++)
        {
            rounded[column] = Nearest(exact[column] / scale, range);
            error[column] = exact[column] - (rounded[column] * scale);
        }

        // The covariance of the output's error with each input.
        var pull = new float[exact.Length];
        for (var column = 0; column < error.Length; column++)
            Add(pull, inputs, column, error[column]);
        for (var (sweep, changed) = (0, true); changed && sweep < Sweeps; sweep++)
        {
            changed = false;
            for (var column = 0; column < error.Length; column++)
            {
                var variance = inputs.Covariance[(column * error.Length) + column];
                var wanted = (rounded[column] * scale) + (variance > 0 ? pull[column] / variance : error[column]);
                var taken = Nearest(wanted / scale, range);
                if (taken == rounded[column])
                    continue;
                (changed, rounded[column]) = (true, taken);
                var after = exact[column] - (taken * scale);
                Add(pull, inputs, column, after - error[column]);
                error[column] = after;
            }
        }
        return TensorPrimitives.Dot<float>(error, inputs.Mean);
    }

    private static void Add(float[] pull, InputStatistics inputs, int column, float error) =>
        TensorPrimitives.MultiplyAdd(inputs.Covariance.AsSpan(column * pull.Length, pull.Length), error, pull, pull);

    private static sbyte Nearest(float value, WeightRange range) => (sbyte)Math.Clamp(MathF.Round(value), range.Min, range.Max);
}
