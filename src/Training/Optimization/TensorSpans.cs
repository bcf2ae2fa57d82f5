using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>Tensors' numbers, in place and copied.</summary>
internal static class TensorSpans
{
    /// <summary>Of a contiguous float tensor on the CPU; valid while the tensor lives.</summary>
    public static Span<float> FloatSpan(this Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>A copy of its numbers, wherever it lies.</summary>
    public static float[] ToFloatArray(this Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.detach().cpu().FloatSpan().ToArray();
    }

    /// <summary>Gives it these numbers, wherever it lies.</summary>
    public static void CopyFrom(this Tensor tensor, float[] numbers)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        tensor.copy_(torch.tensor(numbers, tensor.shape));
    }

    /// <summary>Another of the same numbers in the same place, which nothing is differentiated by.</summary>
    public static Tensor DetachedCopy(this Tensor tensor)
    {
        using var detached = tensor.detach();
        return detached.clone();
    }

    /// <summary>Another of its shape in the same place, of zeros.</summary>
    public static Tensor ZerosLike(this Tensor tensor) => torch.zeros(tensor.shape, device: tensor.device);

    /// <summary>Its own gradient, to be disposed of.</summary>
    public static Tensor Gradient(this Parameter parameter) =>
        parameter.grad ?? throw new InvalidOperationException("a parameter has no gradient: the loss doesn't depend on it");
}
