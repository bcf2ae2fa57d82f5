namespace StreamLift.Training.Learning;

/// <summary>Where training is computed: what was asked for.</summary>
internal enum TrainingDevice
{
    /// <summary>The GPU where libtorch finds one, else the CPU.</summary>
    Auto,

    Cpu,

    /// <summary>NVIDIA's GPU; an error where there is none.</summary>
    Cuda,
}
