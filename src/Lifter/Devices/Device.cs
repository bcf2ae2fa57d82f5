namespace StreamLift.Lifter.Devices;

/// <summary>Where inference runs.</summary>
public enum Device
{
    /// <summary>CUDA where it works, else the CPU; the log says which was taken and why.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>NVIDIA's GPU through CUDA; an error where it doesn't work.</summary>
    Cuda,

    /// <summary>NVIDIA's GPU through TensorRT, which builds an engine first; an error where it doesn't work.</summary>
    TensorRt,
}
