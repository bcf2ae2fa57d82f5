using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>Access to the numbers of tensors.</summary>
internal static class TensorSpans
{
    /// <summary>The numbers of a contiguous float tensor on the CPU, without a copy. Valid while the tensor exists.</summary>
    public static Span<float> FloatSpan(this Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>A copy of the numbers of a tensor on any device.</summary>
    public static float[] ToFloatArray(this Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.detach().cpu().FloatSpan().ToArray();
    }

    /// <summary>Copies numbers into a tensor on any device.</summary>
    public static void CopyFrom(this Tensor tensor, float[] numbers)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        tensor.copy_(torch.tensor(numbers, tensor.shape));
    }

    /// <summary>A copy on the same device, without gradient.</summary>
    public static Tensor DetachedCopy(this Tensor tensor)
    {
        using var detached = tensor.detach();
        return detached.clone();
    }

    /// <summary>A tensor of zeros with the same shape and device.</summary>
    public static Tensor ZerosLike(this Tensor tensor) => torch.zeros(tensor.shape, device: tensor.device);

    /// <summary>The gradient. The caller disposes of it.</summary>
    public static Tensor Gradient(this Parameter parameter) =>
        parameter.grad ?? throw new InvalidOperationException("a parameter has no gradient, because the loss does not depend on it");
}
