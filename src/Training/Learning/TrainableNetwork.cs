using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>A network and its optimizer state. Not thread-safe; libtorch uses several threads internally.</summary>
internal sealed class TrainableNetwork
{
    private readonly Recipe _recipe;
    private readonly ForwardBackwardPass _forwardBackward;

    /// <param name="device">The device that computes everything. Null: the CPU, with our own weight update, which is faster there than libtorch's.</param>
    public TrainableNetwork(Recipe recipe, NetworkShape shape, Normalization normalization, ulong seed, torch.Device? device = null)
    {
        torch.Tensor ToDevice(torch.Tensor tensor) => device is null ? tensor : tensor.to(device);

        _recipe = recipe;
        torch.manual_seed((long)seed);
        var masks = new DropoutMasks(recipe.Dropout, (long)recipe.BatchSize * Math.Max(shape.Width, shape.InnerWidth), seed, ToDevice);
        Network = new LiftingNetwork(shape, masks); // Initialized on the CPU, so that the random weights are the same for every device.
        Network.SetChecks(normalization);
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

    /// <summary>A copy of the network with the averaged weights, on the CPU, in evaluation mode.</summary>
    public LiftingNetwork AveragedNetwork()
    {
        var averages = WeightUpdate.AveragedTensors.ToDictionary(pair => pair.Name, pair => pair.Average);
        return LiftingNetwork.FromTensors(Network.Shape, name => averages[name].ToFloatArray());
    }

    /// <summary>Trains on one batch.</summary>
    /// <param name="step">The index of the step in the run, from 0.</param>
    /// <param name="steps">The number of steps of the whole run.</param>
    /// <returns>The loss before the step: mm, or squared z-scores.</returns>
    public float Step(Batch batch, long step, long steps)
    {
        using var scope = torch.NewDisposeScope();
        var loss = _forwardBackward.Run(batch, step);
        WeightUpdate.Step(step, _recipe.Schedule.Rate(step, steps));
        return loss.item<float>(); // Reading the loss waits for the GPU, so it comes last.
    }
}
