using StreamLift.Poses;
using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>Chooses where passes are computed.</summary>
internal static class Passes
{
    /// <summary>Auto becomes what there is.</summary>
    /// <exception cref="ConfigurationException">A GPU is asked for, and libtorch finds none.</exception>
    public static TrainingDevice Choose(TrainingDevice asked) => (asked, torch.cuda.is_available()) switch
    {
        (TrainingDevice.Cuda, false) => throw new ConfigurationException(
            "--device cuda: this libtorch finds no GPU (build with -p:Torch=cuda-linux or cuda-windows, on a machine with NVIDIA's driver); --device cpu trains without"),
        (TrainingDevice.Auto, true) => TrainingDevice.Cuda,
        (TrainingDevice.Auto, false) => TrainingDevice.Cpu,
        _ => asked,
    };

    /// <param name="network">On the CPU, as it is drawn.</param>
    /// <param name="masks">Its dropout.</param>
    public static IPass Make(TrainingDevice device, LiftingNetwork network, DropoutMasks masks, Recipe recipe, Normalisation normalisation, ulong seed)
    {
        if (device != TrainingDevice.Cuda)
            return new DirectPass(network, masks, new Loss(normalisation, recipe.Loss, recipe.Bones, recipe.Taught), seed, tensor => tensor);
        var there = new DropoutMasks(recipe.Dropout, (long)recipe.BatchSize * Math.Max(network.Shape.Width, network.Shape.Between), seed, tensor => tensor.cuda());
        var twin = new LiftingNetwork(network.Shape, there).cuda();
        return new TwinPass(network, twin, new DirectPass(twin, there, new Loss(normalisation, recipe.Loss, recipe.Bones, recipe.Taught, tensor => tensor.cuda()), seed, tensor => tensor.cuda()));
    }
}
