using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>
/// Updates the weights with libtorch operations on the network's device. A step copies nothing from a GPU. The formula is that of torch.optim.AdamW.
/// TorchSharp's own class of that name can't be used while other threads prepare batches: it creates a <see cref="Scalar"/> per operation and passes
/// only its native handle (see <see cref="ScalarLifetimeWorkaround"/>). With TorchSharp 0.107 it failed within 52 garbage collections. Here every
/// scalar lives until the operation has returned.
/// </summary>
internal sealed class DeviceWeightUpdate : IWeightUpdate
{
    private static readonly Scalar One = 1;
    private static readonly Scalar MinusOne = -1;
    private static readonly Scalar Beta1 = Adam.Beta1;
    private static readonly Scalar NewMean = 1 - Adam.Beta1;
    private static readonly Scalar Beta2 = Adam.Beta2;
    private static readonly Scalar NewSquare = 1 - Adam.Beta2;
    private static readonly Scalar Epsilon = Adam.Epsilon;

    private readonly Recipe _recipe;
    private readonly (string Name, Parameter Parameter, Tensor Mean, Tensor Square)[] _states;
    private readonly (Parameter Matrix, Tensor Length)[] _clipped = [];
    private readonly Parameter[] _rowMatrices = [];
    private readonly (string Name, Tensor Now, Tensor Average)[] _averages;

    /// <param name="network">The network with its initial weights, on its device.</param>
    public DeviceWeightUpdate(LiftingNetwork network, Recipe recipe)
    {
        _recipe = recipe;
        Parameter[] matrices = [.. network.MaxNormParameters.Where(parameter => parameter.shape.Length == 2)];
        if (recipe.MaxNorm == MaxNorm.Matrix)
        {
            var norms = torch.ones(matrices.Length, device: matrices[0].device);
            _clipped = [.. matrices.Select((matrix, i) => (matrix, norms.narrow(0, i, 1)))];
            MatrixNorms = norms;
            Clip();
        }

        if (recipe.MaxNorm == MaxNorm.Rows)
            _rowMatrices = matrices;
        _states = [.. network.TrainedParameters.Select(pair => (pair.Name, pair.Parameter, pair.Parameter.ZerosLike(), pair.Parameter.ZerosLike()))];
        _averages = [.. network.StateTensors.Select(pair => (pair.Name, pair.Tensor, recipe.EmaDecay == 0 ? pair.Tensor : pair.Tensor.DetachedCopy()))];
    }

    public IEnumerable<(string Name, Tensor Average)> AveragedTensors => _averages.Select(tensor => (tensor.Name, tensor.Average));

    public IEnumerable<(string Name, Tensor Mean, Tensor Square)> AdamMoments => _states.Select(state => (state.Name, state.Mean, state.Square));

    public Tensor? MatrixNorms { get; }

    public void Step(long step, float rate)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        Unclip();
        AdamStep(step, rate);
        Clip();
        foreach (var matrix in _rowMatrices)
            matrix.div_((matrix * matrix).sum(1, keepdim: true).clamp_min(One).sqrt());
        if (_recipe.EmaDecay != 0)
            Average(step);
    }

    public void Clip()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        foreach (var (matrix, norm) in _clipped)
        {
            norm.copy_((matrix * matrix).sum().sqrt().clamp_min(One));
            matrix.div_(norm);
        }
    }

    // The same as in MatrixMaxNorm. A norm of 1 leaves the matrix and its gradient unchanged.
    private void Unclip()
    {
        foreach (var (matrix, norm) in _clipped)
        {
            var gradient = matrix.Gradient();
            var along = (matrix * gradient).sum() * norm.gt(One);
            gradient.addcmul_(matrix, along, MinusOne).div_(norm);
            matrix.mul_(norm);
        }
    }

    private void AdamStep(long step, float rate)
    {
        var (first, second) = Adam.BiasCorrections(step);
        using Scalar kept = 1 - (rate * _recipe.WeightDecay),
            scale = 1 / MathF.Sqrt(second),
            stepSize = -rate / first;
        foreach (var (_, parameter, mean, square) in _states)
        {
            var gradient = parameter.Gradient();
            if (_recipe.WeightDecay != 0 && parameter.shape.Length == 2)
                parameter.mul_(kept);
            mean.mul_(Beta1).add_(gradient, NewMean);
            square.mul_(Beta2).addcmul_(gradient, gradient, NewSquare);
            parameter.addcdiv_(mean, square.sqrt().mul_(scale).add_(Epsilon, One), stepSize);
            gradient.zero_();
        }
    }

    private void Average(long step)
    {
        var decay = ExponentialMovingAverage.DecayAt(_recipe.EmaDecay, step);
        using Scalar kept = decay,
            taken = 1 - decay;
        foreach (var (_, now, average) in _averages)
            average.mul_(kept).add_(now, taken);
    }
}
