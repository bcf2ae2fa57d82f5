namespace StreamLift.Training.Learning;

/// <summary>The values of <c>--device</c>.</summary>
internal enum TrainingDevice
{
    /// <summary>The GPU if libtorch finds one, else the CPU.</summary>
    Auto,

    Cpu,

    /// <summary>An NVIDIA GPU. It is an error if libtorch finds none.</summary>
    Cuda,
}
