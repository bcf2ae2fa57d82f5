using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>The network with all that changes while it learns. One thread; libtorch has its own inside.</summary>
internal sealed class Learner
{
    private readonly Recipe _recipe;
    private readonly ulong _seed;
    private readonly DropoutMasks _masks;
    private readonly Loss _loss;

    public Learner(Recipe recipe, NetworkShape shape, Normalisation normalisation, ulong seed)
    {
        (_recipe, _seed) = (recipe, seed);
        torch.manual_seed((long)seed);
        _masks = new DropoutMasks(recipe.Dropout, (long)recipe.BatchSize * shape.Width, seed);
        Network = new LiftingNetwork(shape, _masks);
        Adam = new Adam(Network.Trained);
        Averages = new AveragedWeights(Network, recipe.Averaging);
        _loss = new Loss(normalisation, recipe.Loss, recipe.Bones, recipe.Taught);
    }

    public LiftingNetwork Network { get; }

    public Adam Adam { get; }

    public AveragedWeights Averages { get; }

    /// <summary>Learns from one batch.</summary>
    /// <param name="step">From 0, over the whole run.</param>
    /// <param name="steps">Of the whole run.</param>
    /// <returns>The loss before the step: mm, or z-scores' squares.</returns>
    public float Step(Batch batch, long step, long steps)
    {
        using var scope = torch.NewDisposeScope();
        Network.train();
        _masks.Begin(step, _seed);
        var loss = _loss.Of(
            Network.call(torch.tensor(batch.Input, [batch.Rows, Normalisation.Inputs])),
            torch.tensor(batch.Target, [batch.Rows, Normalisation.Outputs]),
            batch.Taught is null ? null : torch.tensor(batch.Taught, [batch.Rows, Normalisation.Outputs]));
        loss.backward();
        Adam.Step(step, _recipe.Schedule.Rate(step, steps), _recipe.Decay);
        if (_recipe.MaxNorm != MaxNorm.None)
            NormLimit.Apply(Network.parameters(), _recipe.MaxNorm);
        Averages.Add(step);
        return loss.item<float>();
    }
}
