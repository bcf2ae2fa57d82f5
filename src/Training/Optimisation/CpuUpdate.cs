using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimisation;

/// <summary>Over the numbers in the CPU's memory, each array once in place of a dozen operations on tensors.</summary>
internal sealed class CpuUpdate : IUpdate
{
    private readonly LiftingNetwork _network;
    private readonly Recipe _recipe;
    private readonly ClippedMatrices? _clipped;
    private readonly Adam _adam;
    private readonly AveragedWeights _averages;

    /// <param name="network">As it is drawn.</param>
    public CpuUpdate(LiftingNetwork network, Recipe recipe)
    {
        (_network, _recipe) = (network, recipe);
        _clipped = recipe.MaxNorm == MaxNorm.Matrix ? new ClippedMatrices(network.Limited) : null;
        _adam = new Adam(network.Trained);
        _averages = new AveragedWeights(network, recipe.Averaging);
    }

    public IEnumerable<(string Name, Tensor Average)> Averages => _averages.Tensors;

    public IEnumerable<(string Name, Tensor Mean, Tensor Square)> Moments => _adam.Moments;

    public Tensor? Lengths => _clipped?.Lengths;

    public void Step(long step, float rate)
    {
        _clipped?.Unclip();
        _adam.Step(step, rate, _recipe.Decay);
        _clipped?.Clip();
        if (_recipe.MaxNorm == MaxNorm.Rows)
            NormLimit.Apply(_network.Limited);
        _averages.Add(step);
    }

    public void Clip() => _clipped?.Clip();
}
