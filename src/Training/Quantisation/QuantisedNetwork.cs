using StreamLift.Training.Export;

namespace StreamLift.Training.Quantisation;

/// <summary>
/// The network as int8 serves it. The first layer stays fp32: eight bits would round a joint's place to three pixels, and it is 0.8 % of the
/// work. What runs between the layers is 0…255 times a scale, so that rounding is ReLU as well.
/// </summary>
/// <param name="Enter">From 34 features, in fp32.</param>
/// <param name="Blocks">Pairs, what came in added to what the second gives; what the second gives is worth <c>SecondScale</c>.</param>
/// <param name="Leave">To 51 numbers, mm: not rounded.</param>
/// <param name="Spread">What makes sigmas of the pose, in fp32; null: it gives none.</param>
internal sealed record QuantisedNetwork(
    FoldedLayer Enter,
    IReadOnlyList<(QuantisedLayer First, QuantisedLayer Second, float SecondScale)> Blocks,
    QuantisedLayer Leave,
    FoldedSpread? Spread = null
)
{
    /// <summary>The scale of what goes into a block, or out of the last.</summary>
    public float StreamScale(int block) => block < Blocks.Count ? Blocks[block].First.InputScale : Leave.InputScale;
}
