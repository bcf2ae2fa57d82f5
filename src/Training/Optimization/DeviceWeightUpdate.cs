using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>
/// The same by libtorch's operations, wherever the network lies: nothing comes back from a GPU in a step. The formula is torch.optim.AdamW's.
/// TorchSharp's class of that name can't be used beside threads that make batches: it makes a <see cref="Scalar"/> for each operation and keeps only
/// its address (see <see cref="ScalarLifetimeWorkaround"/>), and 0.107 failed within 52 garbage collections. Here each is held until the operation is over.
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
    private readonly Parameter[] _limited = [];
    private readonly (string Name, Tensor Now, Tensor Average)[] _averages;

    /// <param name="network">As it is drawn, where it is to learn.</param>
    public DeviceWeightUpdate(LiftingNetwork network, Recipe recipe)
    {
        _recipe = recipe;
        Parameter[] matrices = [.. network.MaxNormParameters.Where(parameter => parameter.shape.Length == 2)];
        if (recipe.MaxNorm == MaxNorm.Matrix)
        {
            var lengths = torch.ones(matrices.Length, device: matrices[0].device);
            _clipped = [.. matrices.Select((matrix, i) => (matrix, lengths.narrow(0, i, 1)))];
            MatrixNorms = lengths;
            Clip();
        }

        if (recipe.MaxNorm == MaxNorm.Rows)
            _limited = matrices;
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
        Descend(step, rate);
        Clip();
        foreach (var matrix in _limited)
            matrix.div_((matrix * matrix).sum(1, keepdim: true).clamp_min(One).sqrt());
        if (_recipe.EmaDecay != 0)
            Average(step);
    }

    public void Clip()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        foreach (var (matrix, length) in _clipped)
        {
            length.copy_((matrix * matrix).sum().sqrt().clamp_min(One));
            matrix.div_(length);
        }
    }

    // As ClippedMatrices has it; where the length is 1 the matrix is as it is learnt, and so is its gradient.
    private void Unclip()
    {
        foreach (var (matrix, length) in _clipped)
        {
            var gradient = matrix.Gradient();
            var along = (matrix * gradient).sum() * length.gt(One);
            gradient.addcmul_(matrix, along, MinusOne).div_(length);
            matrix.mul_(length);
        }
    }

    private void Descend(long step, float rate)
    {
        var (first, second) = Adam.BiasCorrections(step);
        using Scalar kept = 1 - (rate * _recipe.WeightDecay),
            scale = 1 / MathF.Sqrt(second),
            back = -rate / first;
        foreach (var (_, parameter, mean, square) in _states)
        {
            var gradient = parameter.Gradient();
            if (_recipe.WeightDecay != 0 && parameter.shape.Length == 2)
                parameter.mul_(kept);
            mean.mul_(Beta1).add_(gradient, NewMean);
            square.mul_(Beta2).addcmul_(gradient, gradient, NewSquare);
            parameter.addcdiv_(mean, square.sqrt().mul_(scale).add_(Epsilon, One), back);
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
