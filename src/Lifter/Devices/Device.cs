namespace StreamLift.Lifter.Devices;

/// <summary>The device that inference runs on.</summary>
public enum Device
{
    /// <summary>CUDA if it works, otherwise the CPU. The log names the device and the reason.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through CUDA. It is an error if CUDA does not work.</summary>
    Cuda,

    /// <summary>An NVIDIA GPU through TensorRT, which first builds an engine. It is an error if TensorRT does not work.</summary>
    TensorRt,
}
