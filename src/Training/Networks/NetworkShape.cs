using System.Text.Json.Serialization;

namespace StreamLift.Training.Networks;

/// <summary>
/// The layers of a network. The default is the paper's network: width 1024, two residual blocks of two layers, an input and an output layer. These
/// are six linear layers.
/// </summary>
/// <param name="Inputs">Input features.</param>
/// <param name="Outputs">Output numbers.</param>
/// <param name="Width">The width of the hidden layers.</param>
/// <param name="Blocks">The number of residual blocks of two layers each.</param>
/// <param name="BatchNorm">Whether layers have batch norm. Without it they have a bias: an ablation of the paper.</param>
/// <param name="Residual">Whether blocks have residual connections.</param>
/// <param name="Sigma">Whether the network has a sigma head. Checkpoints of older versions don't have this property.</param>
/// <param name="Inner">The width of a block's first layer. 0: the same as <paramref name="Width"/>, as in the paper.</param>
internal sealed record NetworkShape(
    int Inputs,
    int Outputs,
    int Width = 1024,
    int Blocks = 2,
    bool BatchNorm = true,
    bool Residual = true,
    bool Sigma = false,
    int Inner = 0
)
{
    /// <summary>The width of a block's first layer.</summary>
    [JsonIgnore]
    public int InnerWidth => Inner == 0 ? Width : Inner;

    /// <summary>A description for people.</summary>
    public override string ToString() => $"{Blocks} blocks of width {Width}{(Inner == 0 ? "" : $", {Inner} in the first layer of a block")}";
}
