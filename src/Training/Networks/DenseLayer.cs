using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// Linear layer, batch norm, ReLU and dropout. The linear layer has no bias, because batch norm subtracts the mean and adds its own bias.
/// The functional form of batch norm is used, because the BatchNorm1d module of some TorchSharp releases uses batch statistics in evaluation
/// mode too. Without batch norm, the batch norm bias is the bias of the linear layer.
/// </summary>
internal sealed class DenseLayer : nn.Module<Tensor, Tensor>
{
    // Added to the variance so that a dead unit stays finite. PyTorch and the paper use this value; TensorFlow's default is 1e-3.
    public const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    [ComponentName(Name = DenseLayerKeys.Weight)]
    private readonly Parameter _weight;

    [ComponentName(Name = DenseLayerKeys.BatchNormWeight)]
    private readonly Parameter _batchNormWeight;

    [ComponentName(Name = DenseLayerKeys.BatchNormBias)]
    private readonly Parameter _batchNormBias;

    [ComponentName(Name = DenseLayerKeys.RunningMean)]
    private readonly Tensor _runningMean;

    [ComponentName(Name = DenseLayerKeys.RunningVar)]
    private readonly Tensor _runningVar;
    private readonly DropoutMasks _masks;
    private readonly bool _batchNorm;

    public DenseLayer(int inputs, int outputs, DropoutMasks masks, bool batchNorm)
        : base(nameof(DenseLayer))
    {
        _weight = new Parameter(nn.init.kaiming_normal_(torch.empty(outputs, inputs)));
        _batchNormWeight = new Parameter(torch.ones(outputs));
        _batchNormBias = new Parameter(torch.zeros(outputs));
        _runningMean = torch.zeros(outputs);
        // Without batch norm these values never change, and folding them into the linear layer has no effect.
        _runningVar = torch.tensor([.. Enumerable.Repeat((float)(batchNorm ? 1 : 1 - Epsilon), outputs)], [outputs]);
        (_masks, _batchNorm) = (masks, batchNorm);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = _batchNorm
            ? nn.functional.batch_norm(
                nn.functional.linear(x, _weight),
                _runningMean,
                _runningVar,
                _batchNormWeight,
                _batchNormBias,
                training,
                Momentum,
                Epsilon
            )
            : nn.functional.linear(x, _weight, _batchNormBias);
        y = nn.functional.relu(y);
        return training ? _masks.Apply(y) : y;
    }
}

/// <summary>The names of a dense layer's tensors in a checkpoint. They are part of the file format and must not change.</summary>
internal static class DenseLayerKeys
{
    public const string Weight = "weight";
    public const string BatchNormWeight = "scale";
    public const string BatchNormBias = "shift";
    public const string RunningMean = "mean";
    public const string RunningVar = "variance";
}
