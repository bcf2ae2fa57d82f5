using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>Two layers, and what came in added to what they make of it.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly DenseLayer first;
    private readonly DenseLayer second;
    private readonly bool _residual;

    public ResidualBlock(NetworkShape shape, DropoutMasks masks)
        : base(nameof(ResidualBlock))
    {
        first = new DenseLayer(shape.Width, shape.InnerWidth, masks, shape.BatchNorm);
        second = new DenseLayer(shape.InnerWidth, shape.Width, masks, shape.BatchNorm);
        _residual = shape.Residual;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = second.call(first.call(x));
        return _residual ? x.Plus(y) : y;
    }
}
