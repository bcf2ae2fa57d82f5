using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace StreamLift.Training.Learning;

/// <summary>A tensor's own numbers, in place.</summary>
internal static class Memory
{
    /// <summary>Of a contiguous float tensor on the CPU; valid while the tensor lives.</summary>
    public static Span<float> Floats(this Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
