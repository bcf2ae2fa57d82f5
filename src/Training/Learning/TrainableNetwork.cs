using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>The network with all that changes while it learns. One thread; libtorch has its own inside.</summary>
internal sealed class TrainableNetwork
{
    private readonly Recipe _recipe;
    private readonly ForwardBackwardPass _forwardBackward;

    /// <param name="device">Where libtorch computes all of it; null: on the CPU, where our own loops after the pass are faster.</param>
    public TrainableNetwork(Recipe recipe, NetworkShape shape, Normalization normalization, ulong seed, torch.Device? device = null)
    {
        torch.Tensor ToDevice(torch.Tensor tensor) => device is null ? tensor : tensor.to(device);

        _recipe = recipe;
        torch.manual_seed((long)seed);
        var masks = new DropoutMasks(recipe.Dropout, (long)recipe.BatchSize * Math.Max(shape.Width, shape.InnerWidth), seed, ToDevice);
        Network = new LiftingNetwork(shape, masks); // drawn on the CPU: the same numbers for every device
        if (device is not null)
            Network.to(device);
        WeightUpdate = device is null ? new CpuWeightUpdate(Network, recipe) : new DeviceWeightUpdate(Network, recipe);
        _forwardBackward = new ForwardBackwardPass(
            Network,
            masks,
            new Loss(normalization, recipe.Loss, recipe.BoneLossWeight, recipe.TeacherLossWeight, ToDevice),
            seed,
            ToDevice
        );
    }

    public LiftingNetwork Network { get; }

    public IWeightUpdate WeightUpdate { get; }

    /// <summary>A copy of the averaged network on the CPU, in evaluation mode.</summary>
    public LiftingNetwork AveragedNetwork()
    {
        var averages = WeightUpdate.AveragedTensors.ToDictionary(pair => pair.Name, pair => pair.Average);
        return LiftingNetwork.FromTensors(Network.Shape, name => averages[name].ToFloatArray());
    }

    /// <summary>Learns from one batch.</summary>
    /// <param name="step">From 0, over the whole run.</param>
    /// <param name="steps">Of the whole run.</param>
    /// <returns>The loss before the step: mm, or z-scores' squares.</returns>
    public float Step(Batch batch, long step, long steps)
    {
        using var scope = torch.NewDisposeScope();
        var loss = _forwardBackward.Run(batch, step);
        WeightUpdate.Step(step, _recipe.Schedule.Rate(step, steps));
        return loss.item<float>(); // last: a GPU is waited for when it has been given all
    }
}
