using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// Replacements for operators of TorchSharp 0.107 that fail under garbage collection. TorchSharp's <c>a + b</c> calls libtorch's add with a factor of
/// 1. It creates a <see cref="Scalar"/> for this factor and passes only its native handle, so the garbage collector may finalize the object before
/// libtorch reads it. Two of twenty training runs failed in this way with "Expected false to be true" in <c>Scalar::toFloat</c>. The methods here use
/// a scalar that lives as long as the process. TorchSharp's pull requests 1434 and 1496 (https://github.com/dotnet/TorchSharp/pull/1434), still open
/// in 2025, keep such scalars alive until the call has returned.
/// </summary>
internal static class ScalarLifetimeWorkaround
{
    private static readonly Scalar One = 1;

    /// <summary>x². TorchSharp's own method calls <c>pow</c> with such a scalar.</summary>
    public static Tensor Squared(this Tensor tensor) => tensor * tensor;

    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);
}
