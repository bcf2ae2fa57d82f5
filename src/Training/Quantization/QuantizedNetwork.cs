using StreamLift.Training.Export;

namespace StreamLift.Training.Quantization;

/// <summary>
/// The network in the form that is served in int8. The first layer is fp32: 8 bits would round a joint's position to three pixels, and the layer is
/// only 0.8 % of the computation. The activations are 0…255 times a scale, so quantization includes ReLU.
/// </summary>
/// <param name="InputLayer">The first layer, fp32: the features.</param>
/// <param name="Blocks">The residual blocks of two layers each. <c>SecondScale</c> is the scale of the second layer's output.</param>
/// <param name="OutputLayer">The last layer: 51 numbers in mm, not quantized.</param>
/// <param name="SigmaHead">The sigma head, fp32. Null: the network has none.</param>
internal sealed record QuantizedNetwork(
    FoldedLayer InputLayer,
    IReadOnlyList<(QuantizedLayer First, QuantizedLayer Second, float SecondScale)> Blocks,
    QuantizedLayer OutputLayer,
    FoldedSigmaHead? SigmaHead = null
)
{
    /// <summary>The scale of a block's input, or of the last layer's input.</summary>
    public float ResidualScale(int block) => block < Blocks.Count ? Blocks[block].First.InputScale : OutputLayer.InputScale;
}
