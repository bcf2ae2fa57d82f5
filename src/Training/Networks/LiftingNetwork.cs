using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// The network of Martinez et al., "A simple yet effective baseline for 3d human pose estimation" (2017). It maps
/// standardized features to a standardized pose.
/// </summary>
internal sealed class LiftingNetwork : nn.Module<Tensor, Tensor>
{
    // The names of the components are the tensor names in a checkpoint. They are part of the file format and must not change.
    [ComponentName(Name = "enter")]
    private readonly DenseLayer _inputLayer;

    [ComponentName(Name = "blocks")]
    private readonly ModuleList<ResidualBlock> _blocks;

    [ComponentName(Name = "weight")]
    private readonly Parameter _outputWeight;

    [ComponentName(Name = "bias")]
    private readonly Parameter _outputBias;

    [ComponentName(Name = SigmaHeadKeys.Head)]
    private readonly SigmaHead? _sigmaHead;

    public LiftingNetwork(NetworkShape shape, DropoutMasks masks)
        : base(nameof(LiftingNetwork))
    {
        Shape = shape;
        _inputLayer = new DenseLayer(shape.Inputs, shape.Width, masks, shape.BatchNorm);
        _blocks = new ModuleList<ResidualBlock>([.. Enumerable.Range(0, shape.Blocks).Select(_ => new ResidualBlock(shape, masks))]);
        _outputWeight = new Parameter(nn.init.kaiming_normal_(torch.empty(shape.Outputs, shape.Width)));
        _outputBias = new Parameter(torch.zeros(shape.Outputs));
        _sigmaHead = shape.Sigma ? new SigmaHead(shape.Inputs, shape.Outputs) : null;
        RegisterComponents();
    }

    public NetworkShape Shape { get; }

    /// <summary>The parameters that influence the output. Without batch norm these exclude the batch norm weights.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> TrainedParameters =>
        named_parameters()
            .Where(pair => Shape.BatchNorm || !pair.name.EndsWith(DenseLayerKeys.BatchNormWeight, StringComparison.Ordinal))
            .Select(pair => (pair.name, pair.parameter));

    /// <summary>The parameters that max-norm constrains: all but those of the sigma head, which do not influence the pose.</summary>
    public IEnumerable<Parameter> MaxNormParameters =>
        named_parameters().Where(pair => !pair.name.StartsWith(SigmaHeadKeys.Head, StringComparison.Ordinal)).Select(pair => pair.parameter);

    /// <summary>All parameters and buffers by name, as in PyTorch's <c>state_dict</c>.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> StateTensors =>
        named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)).Concat(named_buffers().Select(pair => (pair.name, pair.buffer)));

    /// <summary>Makes a network on the CPU, in evaluation mode.</summary>
    /// <param name="shape">The layers.</param>
    /// <param name="numbers">Returns the values of a parameter or buffer by its name.</param>
    public static LiftingNetwork FromTensors(NetworkShape shape, Func<string, float[]> numbers)
    {
        var network = new LiftingNetwork(shape, new DropoutMasks(0, 0, 0));
        foreach (var (name, tensor) in network.StateTensors)
            tensor.CopyFrom(numbers(name));
        network.eval();
        return network;
    }

    /// <param name="x">rows × inputs.</param>
    /// <returns>rows × outputs.</returns>
    public override Tensor forward(Tensor x)
    {
        var y = _inputLayer.call(x);
        foreach (var block in _blocks)
            y = block.call(y);
        return nn.functional.linear(y, _outputWeight, _outputBias);
    }

    /// <summary>Tells the sigma head, if there is one, how features are standardized. Before training.</summary>
    public void SetChecks(Normalization normalization) => _sigmaHead?.SetChecks(normalization);

    /// <summary>Predicts the logarithm of each joint's standard deviation.</summary>
    /// <param name="scores">rows × outputs: the network's output for <paramref name="x"/>.</param>
    /// <param name="x">rows × inputs.</param>
    /// <returns>rows × joints without the hip, ln of mm, not calibrated. Null: the network has no sigma head.</returns>
    public Tensor? LogSigma(Tensor scores, Tensor x) => _sigmaHead?.LogSigma(scores, x);
}
