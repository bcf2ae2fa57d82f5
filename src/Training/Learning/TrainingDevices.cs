using StreamLift.Poses;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>Chooses the device for training.</summary>
internal static class TrainingDevices
{
    /// <returns>The device. Null: the CPU.</returns>
    /// <exception cref="ConfigurationException">A GPU was requested, but libtorch finds none.</exception>
    public static torch.Device? Choose(TrainingDevice asked) =>
        (asked, asked != TrainingDevice.Cpu && torch.cuda.is_available()) switch
        {
            (TrainingDevice.Cuda, false) => throw new ConfigurationException(
                "--device cuda: libtorch finds no GPU. A GPU needs NVIDIA's driver and a build with -p:Torch=cuda-linux or cuda-windows; use --device cpu "
                    + "to train without a GPU"
            ),
            (_, true) => torch.CUDA,
            _ => null,
        };
}
