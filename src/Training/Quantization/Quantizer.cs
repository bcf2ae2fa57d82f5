using StreamLift.Training.Export;

namespace StreamLift.Training.Quantization;

/// <summary>
/// Quantizes a network with calibration data. The method was chosen on CMU's S8, calibrated on S1, S5, S6 and S7. Error increase in mm with ground
/// truth / Stacked Hourglass 2D, for 8-bit weights rounded to nearest: ranges from 0 to the maximum 0.22 / 0.16; with channel equalization of
/// exponent 0.5 0.06 / 0.03, 0.75 0.04 / 0.04, 0.8 0.03 / 0.03, 1 0.12 / 0.04. Ranges with the least squared error: 0.37 / 0.19 without equalization,
/// 0.14 / 0.09 with it. They are not used, because rare large values matter. For the effect of <see cref="WeightRounding"/> on 7-bit weights see
/// docs/training.md.
/// </summary>
internal static class Quantizer
{
    private const float EqualizationExponent = 0.8f;

    // So that a unit that is never active has a scale above 0.
    private const float Least = 1e-12f;

    /// <param name="network">The fp32 network.</param>
    /// <param name="features">The calibration data, rows × the number of features.</param>
    /// <param name="range">The range of the quantized weights.</param>
    public static QuantizedNetwork Quantize(FoldedNetwork network, float[] features, WeightRange range)
    {
        var equalized = ChannelEqualization.Apply(network, ActivationStatistics.MaxPerUnit(network, features), EqualizationExponent);
        var inputs = ActivationStatistics.PerInput(equalized, features);
        var scales = ActivationStatistics.MaxPerUnit(equalized, features).Select(units => Math.Max(Least, units.Max()) / byte.MaxValue).ToArray();
        return new QuantizedNetwork(
            equalized.InputLayer,
            [
                .. equalized.Blocks.Select(
                    (block, i) =>
                        (
                            WeightRounding.RoundLayer(block.First, scales[3 * i], range, inputs[3 * i]!),
                            WeightRounding.RoundLayer(block.Second, scales[(3 * i) + 1], range, inputs[(3 * i) + 1]!),
                            scales[(3 * i) + 2]
                        )
                ),
            ],
            WeightRounding.RoundLayer(equalized.OutputLayer, scales[^1], range, inputs[^1]!),
            equalized.SigmaHead
        );
    }
}
