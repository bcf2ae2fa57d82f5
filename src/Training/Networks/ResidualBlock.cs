using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>Two layers, and what came in added to what they make of it.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly DenseLayer first;
    private readonly DenseLayer second;

    public ResidualBlock(int width, DropoutMasks masks)
        : base(nameof(ResidualBlock))
    {
        first = new DenseLayer(width, width, masks);
        second = new DenseLayer(width, width, masks);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + second.call(first.call(x));
}
