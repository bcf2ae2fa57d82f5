using System.Text.Json.Serialization;

namespace StreamLift.Training.Networks;

/// <summary>The paper's: width 1024, two blocks of two layers, and a layer before and after: six linear layers.</summary>
/// <param name="Inputs">Numbers in a row.</param>
/// <param name="Outputs">Numbers in a pose.</param>
/// <param name="Width">Units of a layer.</param>
/// <param name="Blocks">Of two layers each.</param>
/// <param name="BatchNorm">Without it layers have a bias instead: the paper's ablation.</param>
/// <param name="Residual">Whether what came into a block is added to what it makes.</param>
/// <param name="Sigma">Whether it predicts each joint's spread as well; checkpoints made before there was one don't say.</param>
/// <param name="Inner">Units of a block's first layer; 0: as many as of the others, the paper's.</param>
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
    /// <summary>Units of a block's first layer.</summary>
    [JsonIgnore]
    public int InnerWidth => Inner == 0 ? Width : Inner;

    /// <summary>For a person to read.</summary>
    public override string ToString() => $"{Blocks} blocks of width {Width}{(Inner == 0 ? "" : $" with {Inner} inside")}";
}
