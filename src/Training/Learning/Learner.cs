using StreamLift.Training.Networks;
using StreamLift.Training.Optimisation;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>The network with all that changes while it learns. One thread; libtorch has its own inside.</summary>
internal sealed class Learner
{
    private readonly Recipe _recipe;
    private readonly Pass _pass;

    /// <param name="device">Where libtorch computes all of it; null: on the CPU, where our own loops after the pass are faster.</param>
    public Learner(Recipe recipe, NetworkShape shape, Normalisation normalisation, ulong seed, torch.Device? device = null)
    {
        torch.Tensor There(torch.Tensor tensor) => device is null ? tensor : tensor.to(device);

        _recipe = recipe;
        torch.manual_seed((long)seed);
        var masks = new DropoutMasks(recipe.Dropout, (long)recipe.BatchSize * Math.Max(shape.Width, shape.Between), seed, There);
        Network = new LiftingNetwork(shape, masks); // drawn on the CPU: the same numbers for every device
        if (device is not null)
            Network.to(device);
        Update = device is null ? new CpuUpdate(Network, recipe) : new DeviceUpdate(Network, recipe);
        _pass = new Pass(Network, masks, new Loss(normalisation, recipe.Loss, recipe.Bones, recipe.Taught, There), seed, There);
    }

    public LiftingNetwork Network { get; }

    public IUpdate Update { get; }

    /// <summary>A copy of the averaged network on the CPU, in evaluation mode.</summary>
    public LiftingNetwork Averaged()
    {
        var averages = Update.Averages.ToDictionary(pair => pair.Name, pair => pair.Average);
        return LiftingNetwork.Of(Network.Shape, name => averages[name].Numbers());
    }

    /// <summary>Learns from one batch.</summary>
    /// <param name="step">From 0, over the whole run.</param>
    /// <param name="steps">Of the whole run.</param>
    /// <returns>The loss before the step: mm, or z-scores' squares.</returns>
    public float Step(Batch batch, long step, long steps)
    {
        using var scope = torch.NewDisposeScope();
        var loss = _pass.Run(batch, step);
        Update.Step(step, _recipe.Schedule.Rate(step, steps));
        return loss.item<float>(); // last: a GPU is waited for when it has been given all
    }
}
