using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>The network with all that changes while it learns. One thread; libtorch has its own inside.</summary>
internal sealed class Learner
{
    private readonly Recipe _recipe;
    private readonly IPass _pass;

    public Learner(Recipe recipe, NetworkShape shape, Normalisation normalisation, ulong seed, TrainingDevice device = TrainingDevice.Cpu)
    {
        _recipe = recipe;
        torch.manual_seed((long)seed);
        var masks = new DropoutMasks(recipe.Dropout, (long)recipe.BatchSize * Math.Max(shape.Width, shape.Between), seed);
        Network = new LiftingNetwork(shape, masks);
        Clipped = recipe.MaxNorm == MaxNorm.Matrix ? new ClippedMatrices(Network.Limited) : null;
        Adam = new Adam(Network.Trained);
        Averages = new AveragedWeights(Network, recipe.Averaging);
        _pass = Passes.Make(device, Network, masks, recipe, normalisation, seed);
    }

    public LiftingNetwork Network { get; }

    /// <summary>The paper's max-norm; null with another, or none.</summary>
    public ClippedMatrices? Clipped { get; }

    public Adam Adam { get; }

    public AveragedWeights Averages { get; }

    /// <summary>Learns from one batch.</summary>
    /// <param name="step">From 0, over the whole run.</param>
    /// <param name="steps">Of the whole run.</param>
    /// <returns>The loss before the step: mm, or z-scores' squares.</returns>
    public float Step(Batch batch, long step, long steps)
    {
        using var scope = torch.NewDisposeScope();
        var loss = _pass.Run(batch, step);
        Clipped?.Unclip();
        Adam.Step(step, _recipe.Schedule.Rate(step, steps), _recipe.Decay);
        Clipped?.Clip();
        if (_recipe.MaxNorm == MaxNorm.Rows)
            NormLimit.Apply(Network.Limited);
        Averages.Add(step);
        return loss;
    }
}
