using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// The network of Martinez et al., "A simple yet effective baseline for 3d human pose estimation" (2017): z-scored features in,
/// z-scored pose out.
/// </summary>
internal sealed class LiftingNetwork : nn.Module<Tensor, Tensor>
{
    private readonly DenseLayer enter;
    private readonly ModuleList<ResidualBlock> blocks;
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly SigmaHead? spread;

    public LiftingNetwork(NetworkShape shape, DropoutMasks masks)
        : base(nameof(LiftingNetwork))
    {
        Shape = shape;
        enter = new DenseLayer(shape.Inputs, shape.Width, masks, shape.BatchNorm);
        blocks = new ModuleList<ResidualBlock>([.. Enumerable.Range(0, shape.Blocks).Select(_ => new ResidualBlock(shape, masks))]);
        weight = new Parameter(nn.init.kaiming_normal_(torch.empty(shape.Outputs, shape.Width)));
        bias = new Parameter(torch.zeros(shape.Outputs));
        spread = shape.Sigma ? new SigmaHead(shape.Inputs, shape.Outputs) : null;
        RegisterComponents();
    }

    public NetworkShape Shape { get; }

    /// <summary>The parameters that the output depends on: without batch norm not its scales.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> TrainedParameters =>
        named_parameters().Where(pair => Shape.BatchNorm || !pair.name.EndsWith("scale", StringComparison.Ordinal)).Select(pair => (pair.name, pair.parameter));

    /// <summary>What max-norm holds: all but the spread's weights, which limit nothing of the pose.</summary>
    public IEnumerable<Parameter> MaxNormParameters =>
        named_parameters().Where(pair => !pair.name.StartsWith(nameof(spread), StringComparison.Ordinal)).Select(pair => pair.parameter);

    /// <summary>Parameters and buffers by name.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> StateTensors =>
        named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)).Concat(named_buffers().Select(pair => (pair.name, pair.buffer)));

    /// <summary>A network on the CPU, in evaluation mode.</summary>
    /// <param name="numbers">Of a parameter or buffer, by name.</param>
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
        var y = enter.call(x);
        foreach (var block in blocks)
            y = block.call(y);
        return nn.functional.linear(y, weight, bias);
    }

    /// <param name="scores">rows × outputs: what it made of <paramref name="x"/>.</param>
    /// <param name="x">rows × inputs.</param>
    /// <returns>rows × joints but the hip, ln of mm, not calibrated; null where the network has none.</returns>
    public Tensor? LogSigma(Tensor scores, Tensor x) => spread?.LogSigma(scores, x);
}
