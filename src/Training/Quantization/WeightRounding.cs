using System.Numerics.Tensors;
using StreamLift.Training.Export;

namespace StreamLift.Training.Quantization;

/// <summary>
/// Rounds a layer's weights one after the other, each so that it makes good what the others' rounding changed: what is least is the squared error of the output
/// on calibration rows,
/// not of the weights (coordinate descent; Behdin et al., "QuantEase", 2023). What is left of it in the mean goes to the bias.
/// </summary>
internal static class WeightRounding
{
    private const int Sweeps = 10;

    // so that a row of zeros has a scale too
    private const float Least = 1e-12f;

    /// <param name="layer">In fp32.</param>
    /// <param name="inputScale">What 1 of its input is worth.</param>
    /// <param name="range">What weights are rounded to.</param>
    /// <param name="inputs">How its inputs vary.</param>
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

    // gives what the output lacks in the mean
    private static float Round(ReadOnlySpan<float> exact, Span<sbyte> rounded, float scale, WeightRange range, InputStatistics inputs)
    {
        var error = new float[exact.Length];
        for (var column = 0; column < error.Length; column++)
        {
            rounded[column] = Nearest(exact[column] / scale, range);
            error[column] = exact[column] - (rounded[column] * scale);
        }

        // by input, the covariance of the output's error with it
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
