using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>Updates the weights on the CPU with SIMD loops that read each array once, instead of a dozen tensor operations.</summary>
internal sealed class CpuWeightUpdate : IWeightUpdate
{
    private readonly LiftingNetwork _network;
    private readonly Recipe _recipe;
    private readonly MatrixMaxNorm? _clipped;
    private readonly Adam _adam;
    private readonly ExponentialMovingAverage _averages;

    /// <param name="network">The network with its initial weights.</param>
    public CpuWeightUpdate(LiftingNetwork network, Recipe recipe)
    {
        (_network, _recipe) = (network, recipe);
        _clipped = recipe.MaxNorm == MaxNorm.Matrix ? new MatrixMaxNorm(network.MaxNormParameters) : null;
        _adam = new Adam(network.TrainedParameters);
        _averages = new ExponentialMovingAverage(network, recipe.EmaDecay);
    }

    public IEnumerable<(string Name, Tensor Average)> AveragedTensors => _averages.Tensors;

    public IEnumerable<(string Name, Tensor Mean, Tensor Square)> AdamMoments => _adam.Moments;

    public Tensor? MatrixNorms => _clipped?.Norms;

    public void Step(long step, float rate)
    {
        _clipped?.Unclip();
        _adam.Step(step, rate, _recipe.WeightDecay);
        _clipped?.Clip();
        if (_recipe.MaxNorm == MaxNorm.Rows)
            RowMaxNorm.Apply(_network.MaxNormParameters);
        _averages.Update(step);
    }

    public void Clip() => _clipped?.Clip();
}
