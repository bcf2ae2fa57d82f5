using StreamLift.Training.Export;

namespace StreamLift.Training.Quantization;

/// <summary>
/// The network as int8 serves it. The first layer stays fp32: eight bits would round a joint's place to three pixels, and it is 0.8 % of the
/// work. What runs between the layers is 0…255 times a scale, so that rounding is ReLU as well.
/// </summary>
/// <param name="InputLayer">From 34 features, in fp32.</param>
/// <param name="Blocks">Pairs, what came in added to what the second gives; what the second gives is worth <c>SecondScale</c>.</param>
/// <param name="OutputLayer">To 51 numbers, mm: not rounded.</param>
/// <param name="SigmaHead">What makes sigmas of the pose, in fp32; null: it gives none.</param>
internal sealed record QuantizedNetwork(
    FoldedLayer InputLayer,
    IReadOnlyList<(QuantizedLayer First, QuantizedLayer Second, float SecondScale)> Blocks,
    QuantizedLayer OutputLayer,
    FoldedSigmaHead? SigmaHead = null
)
{
    /// <summary>The scale of what goes into a block, or out of the last.</summary>
    public float ResidualScale(int block) => block < Blocks.Count ? Blocks[block].First.InputScale : OutputLayer.InputScale;
}
