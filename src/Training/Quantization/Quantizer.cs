using StreamLift.Training.Export;

namespace StreamLift.Training.Quantization;

/// <summary>
/// Makes whole numbers of a network, by what runs through it on calibration rows. Chosen on CMU's S8, calibrated on S1, S5, S6 and S7; cost in mm, true
/// joints / Stacked Hourglass: ranges from 0 to the largest seen 0.22 / 0.16, units balanced by 0.5 0.06 / 0.03, by 0.75 0.04 / 0.04, by 0.8 0.03 / 0.03, by 1
/// 0.12 / 0.04. Ranges of the least squared error 0.37 / 0.19 alone and 0.14 / 0.09 with the balance: the rare large numbers matter, so they are not here.
/// Those
/// are of weights of 8 bits, each rounded to the nearest; what <see cref="WeightRounding"/> does for 7 bits is in docs/training.md.
/// </summary>
internal static class Quantizer
{
    private const float EqualizationExponent = 0.8f;

    // so that a unit that never fires has a scale too
    private const float Least = 1e-12f;

    /// <param name="network">In fp32.</param>
    /// <param name="features">Calibration: rows × 34.</param>
    /// <param name="range">What weights are rounded to.</param>
    public static QuantizedNetwork Quantize(FoldedNetwork network, float[] features, WeightRange range)
    {
        var balanced = ChannelEqualization.Apply(network, ActivationStatistics.MaxPerUnit(network, features), EqualizationExponent);
        var spreads = ActivationStatistics.PerInput(balanced, features);
        var scales = ActivationStatistics.MaxPerUnit(balanced, features).Select(units => Math.Max(Least, units.Max()) / byte.MaxValue).ToArray();
        return new QuantizedNetwork(
            balanced.InputLayer,
            [
                .. balanced.Blocks.Select(
                    (block, i) =>
                        (
                            WeightRounding.RoundLayer(block.First, scales[3 * i], range, spreads[3 * i]!),
                            WeightRounding.RoundLayer(block.Second, scales[(3 * i) + 1], range, spreads[(3 * i) + 1]!),
                            scales[(3 * i) + 2]
                        )
                ),
            ],
            WeightRounding.RoundLayer(balanced.OutputLayer, scales[^1], range, spreads[^1]!),
            balanced.SigmaHead
        );
    }
}
