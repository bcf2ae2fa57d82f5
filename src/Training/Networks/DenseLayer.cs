using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// Linear, batch norm, ReLU, dropout. The linear layer needs no bias: batch norm takes it out again and has its own. The functional batch
/// norm, told what to normalise by: some releases' BatchNorm1d module takes the batch's statistics in evaluation too. Without batch norm its shift is
/// the bias.
/// </summary>
internal sealed class DenseLayer : nn.Module<Tensor, Tensor>
{
    // Added to the variance: PyTorch's and the paper's (TensorFlow's is 1e-3) keep a dead unit finite.
    public const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    // Lower case without underscore: TorchSharp names parameters and buffers, and so the checkpoint's tensors, after the fields.
    private readonly Parameter weight;
    private readonly Parameter scale;
    private readonly Parameter shift;
    private readonly Tensor mean;
    private readonly Tensor variance;
    private readonly DropoutMasks _masks;
    private readonly bool _normalised;

    public DenseLayer(int inputs, int outputs, DropoutMasks masks, bool normalised)
        : base(nameof(DenseLayer))
    {
        weight = new Parameter(nn.init.kaiming_normal_(torch.empty(outputs, inputs)));
        scale = new Parameter(torch.ones(outputs));
        shift = new Parameter(torch.zeros(outputs));
        mean = torch.zeros(outputs);
        // Without batch norm scale, mean and variance stay as they are, and folding them in changes nothing.
        variance = torch.tensor([.. Enumerable.Repeat((float)(normalised ? 1 : 1 - Epsilon), outputs)], [outputs]);
        (_masks, _normalised) = (masks, normalised);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = _normalised
            ? nn.functional.batch_norm(nn.functional.linear(x, weight), mean, variance, scale, shift, training, Momentum, Epsilon)
            : nn.functional.linear(x, weight, shift);
        y = nn.functional.relu(y);
        return training ? _masks.Apply(y) : y;
    }
}
