namespace StreamLift.Lifter;

/// <summary>Where inference runs.</summary>
public enum Device
{
    /// <summary>The GPU where one works, else the CPU; the log says which was taken and why.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>NVIDIA's GPU through CUDA; an error where it doesn't work.</summary>
    Cuda,
}
