namespace StreamLift.Lifter.Gpu;

/// <summary>A call of NVIDIA's driver failed, or there is none.</summary>
internal sealed class CudaException(string message) : Exception(message);
