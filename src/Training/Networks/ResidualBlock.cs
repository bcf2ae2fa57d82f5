using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>Two dense layers with a residual connection: the block's input is added to the output of the second layer.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "first")]
    private readonly DenseLayer _first;

    [ComponentName(Name = "second")]
    private readonly DenseLayer _second;
    private readonly bool _residual;

    public ResidualBlock(NetworkShape shape, DropoutMasks masks)
        : base(nameof(ResidualBlock))
    {
        _first = new DenseLayer(shape.Width, shape.InnerWidth, masks, shape.BatchNorm);
        _second = new DenseLayer(shape.InnerWidth, shape.Width, masks, shape.BatchNorm);
        _residual = shape.Residual;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = _second.call(_first.call(x));
        return _residual ? x.Plus(y) : y;
    }
}
